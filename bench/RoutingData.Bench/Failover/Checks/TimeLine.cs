using System.Diagnostics;

namespace RoutingData.Bench.Failover.Checks;

/// <summary>What was done to the servers, and when: what the history is compared with.</summary>
/// <param name="firstWriter">The @@server_id of the writer at the start.</param>
internal sealed class TimeLine(int firstWriter)
{
    private readonly List<Reign> _reigns = [new Reign(firstWriter, 0, long.MaxValue)];
    private readonly List<(int Server, long At)> _writable = [];
    private readonly List<Reign> _beliefs = [];

    public IReadOnlyList<Reign> Reigns => _reigns;

    /// <summary>When a server became able to take writes, and which.</summary>
    public IReadOnlyList<(int Server, long At)> Writable => _writable;

    /// <summary>Times in which a server that had been replaced may still have believed itself to be the writer.</summary>
    public IReadOnlyList<Reign> Beliefs => _beliefs;

    /// <summary>When the load was warm, and the first thing was done.</summary>
    public long Begun { get; } = Stopwatch.GetTimestamp();

    /// <summary>A server took another one's place.</summary>
    public void Promoted(int server, long at)
    {
        _reigns[^1] = _reigns[^1] with { Until = at };
        _reigns.Add(new Reign(server, at, long.MaxValue));
        _writable.Add((server, at));
    }

    /// <summary>A server was elected: it was not yet the writer at the first moment, and was at the second.</summary>
    public void Elected(int server, long notYet, long seen)
    {
        _reigns[^1] = _reigns[^1] with { Until = seen };
        _reigns.Add(new Reign(server, notYet, long.MaxValue));
        _writable.Add((server, notYet));
    }

    /// <summary>Servers that take writes from now on, whichever of them gets them: nodes of Galera, among which the router chooses.</summary>
    public void TakeWrites(IEnumerable<int> servers, long at) => _reigns.InsertRange(0, servers.Select(server => new Reign(server, at, long.MaxValue)));

    /// <summary>A server took the writes back from another one, on which what had begun could end.</summary>
    public void TakenBack(int server, long notYet, long seen)
    {
        _reigns[^1] = _reigns[^1] with { Until = seen };
        _reigns.Add(new Reign(server, notYet, long.MaxValue));
    }

    /// <summary>A server that was replaced may have believed otherwise.</summary>
    public void Believed(int server, long from, long until) => _beliefs.Add(new Reign(server, from, until));

    /// <summary>The writer takes writes again.</summary>
    public void WritableAgain(long at) => _writable.Add((_reigns[^1].Server, at));
}
