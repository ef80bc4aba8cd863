using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Counting;

/// <summary>The stories of all pairs, and the records of those that are over: so many at most, the latest.</summary>
internal sealed class FailoverLog
{
    private const int Most = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, PairStory> _stories = [];
    private ImmutableArray<FailoverRecord> _over = [];
    // Looked at by each write: those of other pairs must not come to the gate while one awaits its first.
    private volatile ServerAddress[] _awaited = [];

    /// <summary>Told of each record that is over.</summary>
    public Action<FailoverRecord>? Over { get; set; }

    /// <summary>Whether the first write of a new writer is awaited, and a server is that writer.</summary>
    public bool AwaitsWrite(ServerAddress server) => _awaited is { Length: > 0 } awaited && awaited.AsSpan().Contains(server);

    /// <summary>All that is known, the latest last.</summary>
    public ImmutableArray<FailoverRecord> Records
    {
        get
        {
            lock (_gate) return [.. _over, .. _stories.Values.Select(story => story.Open).OfType<FailoverRecord>().OrderBy(record => record.Began)];
        }
    }

    /// <summary>Notes a change of the topology.</summary>
    /// <param name="change">The change.</param>
    /// <param name="topology">What came of it.</param>
    /// <param name="now">When.</param>
    public void Follow(TopologyEvent change, TopologySnapshot topology, Moment now)
    {
        foreach (var pair in topology.Definition.ReplicationHostgroups)
            Take(pair.WriterHostgroup, story => story.After(change, now));
    }

    /// <summary>Notes that a server has answered a write.</summary>
    public void NoteWrite(ServerAddress server, Moment now)
    {
        if (!AwaitsWrite(server)) return;
        int[] hostgroups;
        lock (_gate) hostgroups = [.. _stories.Where(entry => entry.Value.AwaitsWrite).Select(entry => entry.Key)];
        foreach (var hostgroup in hostgroups)
            Take(hostgroup, story => story.AfterWrite(server, now));
    }

    /// <summary>Forgets what is over.</summary>
    public void Clear()
    {
        lock (_gate) _over = [];
    }

    /// <summary>Lets go of pairs that are none any more: what they were waiting for does not come.</summary>
    public void Limit(Func<int, bool> isPair)
    {
        lock (_gate)
        {
            foreach (var hostgroup in _stories.Keys.Where(hostgroup => !isPair(hostgroup)).ToArray()) _stories.Remove(hostgroup);
            _awaited = Awaited();
        }
    }

    private ServerAddress[] Awaited() => [.. _stories.Values.Where(story => story.AwaitsWrite).Select(story => story.Open!.To!.Value)];

    private void Take(int hostgroup, Func<PairStory, (PairStory Next, FailoverRecord? Over)> step)
    {
        FailoverRecord? over;
        lock (_gate)
        {
            var known = _stories.TryGetValue(hostgroup, out var story);
            (_stories[hostgroup], over) = step(known ? story! : new PairStory(hostgroup));
            if (over is not null) _over = [.. _over.Skip(_over.Length + 1 - Most), over];
            _awaited = Awaited();
        }

        if (over is not null) Over?.Invoke(over);
    }
}
