using RoutingData.Monitor;
using RoutingData.Monitor.Reports;

namespace RoutingData.Tests.Topology;

/// <summary>What a server of <see cref="TrueFleet"/> really is, whatever the monitor believes.</summary>
internal sealed class TrueServer(char name)
{
    public char Name => name;

    public Life Life { get; set; } = Life.Alive;

    public bool ReadOnly { get; set; } = true;

    public TrueServer? Source { get; set; }

    /// <summary>Transactions executed, by the server they began on.</summary>
    public Dictionary<char, int> Executed { get; private set; } = [];

    /// <summary>A probe under way: whether it has set out, and what it has been told.</summary>
    public bool IsAsked { get; set; }

    public ProbeResult? Told { get; set; }

    /// <summary>Whether its last answer to the monitor was that it is writable.</summary>
    public bool IsSeenWritable { get; set; }

    public bool IsWritable => Life == Life.Alive && !ReadOnly;

    public int Total => Executed.Values.Sum();

    public void Write() => Executed[name] = Executed.GetValueOrDefault(name) + 1;

    public void CatchUp()
    {
        if (Source is not { Life: Life.Alive } source || Life != Life.Alive) return;
        foreach (var (origin, count) in source.Executed) Executed[origin] = Math.Max(count, Executed.GetValueOrDefault(origin));
    }

    /// <summary>Made anew from a backup of another server.</summary>
    public void CopyFrom(TrueServer source) => Executed = new(source.Executed);

    public ProbeResult Answer() => Life switch
    {
        Life.Alive => ProbeWord.Report(name, ReadOnly, Gtid, Source is null ? null : ProbeWord.From(Source.Name),
            RoutingData.Monitor.ServerFlavor.MySql),
        Life.Hung => new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer")),
        _ => new ProbeFailure(ProbeFailureKind.Lost, new IOException("connection refused")),
    };

    private string Gtid => string.Join(',', Executed.Select(entry => $"{entry.Key}:1-{entry.Value}"));
}

internal enum Life
{
    Alive,
    Hung,
    Dead,
}
