using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Dashboard.Tests.Facts;

/// <summary>A topology made by the monitor's own steps, from answers that a test makes up.</summary>
internal sealed class FakeFleet
{
    private readonly Dictionary<string, ServerAddress> _addresses;
    private long _mark;

    /// <param name="names">Host names; the first one is the writer that the others replicate from, once they have answered.</param>
    public FakeFleet(params IReadOnlyList<string> names)
    {
        _addresses = names.ToDictionary(name => name, name => new ServerAddress(name, ServerAddress.DefaultPort));
        Now = TopologySnapshot.Initial(new TopologyDefinition
        {
            Servers = [.. names.Select(name => new ServerDefinition(20, _addresses[name]))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            WriterIsAlsoReader = false,
            MaxFailures = 2,
        });
    }

    public TopologySnapshot Now { get; private set; }

    public ServerAddress this[string name] => _addresses[name];

    /// <summary>All answer: the first one writes, the others replicate from it.</summary>
    public FakeFleet Up()
    {
        var writer = _addresses.Keys.First();
        foreach (var name in _addresses.Keys) Answer(name, source: name == writer ? null : writer);
        return this;
    }

    public FakeFleet Answer(string name, string? source = null, long? lag = 0, bool runs = true)
    {
        var id = IdOf(name);
        return See(name, new ServerReport
        {
            ReadOnly = source is not null,
            SuperReadOnly = false,
            InnodbReadOnly = false,
            Identity = id,
            Version = "10.11.6-MariaDB-log",
            Flavor = ServerFlavor.MariaDb,
            Executed = new GtidPosition("", ServerFlavor.MariaDb),
            Replication = source is null ? null : new ReplicationReport(source, ServerAddress.DefaultPort, IdOf(source), runs, lag),
        });
    }

    /// <summary>As many failed probes as make it dead.</summary>
    public FakeFleet Die(string name) => Fail(name).Fail(name);

    /// <summary>One failed probe.</summary>
    public FakeFleet Fail(string name) => See(name, new ProbeFailure(ProbeFailureKind.Lost, new IOException("Connection reset by peer")));

    public FakeFleet Drain(string name, bool drained = true)
    {
        Now = Now.WithDrained(_addresses[name], drained).Next;
        return this;
    }

    private FakeFleet See(string name, ProbeResult result)
    {
        Now = TopologyStep.Apply(Now, new Observation(_addresses[name], ++_mark, ++_mark, result)).Next;
        return this;
    }

    private string IdOf(string name) => (_addresses.Keys.ToList().IndexOf(name) + 1).ToString(CultureInfo.InvariantCulture);
}
