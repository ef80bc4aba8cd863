using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.HotPathTests;

/// <summary>What an answer of a probe costs, at most in proportion to the number of servers.</summary>
public sealed class TopologyStepTests
{
    // 48 bytes of it are for who shows whose writes.
    private const long Fixed = 2120;
    // References only: among the servers, the candidates and the readers.
    private const long AtRest = 32;
    // And each reader's membership anew.
    private const long AtAChange = 64;

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(300)]
    public void At_rest(int servers) => AssertCost(servers, AtRest, Report(servers - 1));

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(300)]
    public void When_a_server_becomes_suspect(int servers) =>
        AssertCost(servers, AtAChange, new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer")));

    private static void AssertCost(int servers, long each, ProbeResult result)
    {
        var topology = Watched(servers);
        var observation = new Observation(Address(servers - 1), 2 * servers, (2 * servers) + 1, result);
        var bytes = Allocations.Of(() => TopologyStep.Apply(topology, observation));
        TestContext.Current.TestOutputHelper?.WriteLine($"{servers} servers: {bytes} bytes");
        Assert.InRange(bytes, 1, Fixed + (each * servers));
    }

    // One pair of a writer and readers, all of which have answered.
    private static TopologySnapshot Watched(int servers)
    {
        var topology = TopologySnapshot.Initial(new TopologyDefinition
        {
            Servers = [.. Enumerable.Range(0, servers).Select(index => new ServerDefinition(20, Address(index)))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
        });
        for (var index = 0; index < servers; index++)
        {
            var observation = new Observation(Address(index), (2 * index) + 1, 2 * (index + 1), Report(index));
            topology = TopologyStep.Apply(topology, observation).Next;
        }

        Assert.Equal(Address(0), topology.WriterOf(10)?.Address);
        Assert.Equal(servers, topology.MembersOf(20).Length);
        return topology;
    }

    private static ServerAddress Address(int index) => new($"db{index}", 3306);

    private static ServerReport Report(int index) => new()
    {
        ReadOnly = index > 0,
        SuperReadOnly = false,
        InnodbReadOnly = false,
        Identity = $"server {index}",
        Version = "10.11.6-MariaDB",
        Flavor = ServerFlavor.MariaDb,
        Executed = new GtidPosition("", ServerFlavor.MariaDb),
    };
}
