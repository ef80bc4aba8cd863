using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Monitor;
using RoutingData.Monitor.Definitions;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Discovery;

/// <summary>The rounds of questions, over a driver that is none.</summary>
public sealed class FleetDiscoveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_writer_is_asked_for_its_replicas_and_each_of_them_who_it_is(bool onOwnThreads)
    {
        FakeServer[] servers = [new("db001"), new("db002") { ReadOnly = true, Source = "db001" }, new("db003") { ReadOnly = true, Source = "db001" }];
        servers[0].Replicas = [["db002", "db002", 3306], ["db009", "db003", 3306], ["db004", "db004", 3306], ["db005", "", 3306]];
        await using var monitor = Monitor(servers, onOwnThreads ? TimeProvider.System : new ManualTime(), Rules("db001", "db002", "db003"));
        monitor.Start();

        var found = await monitor.WaitForAsync(topology => topology.MembersOf(20).Length == 2, TimeSpan.FromHours(1), Token);
        Assert.Equal(["db001", "db002"], found!.MembersOf(20).Select(member => member.Address.Hostname).Order());
        Assert.Equal(["db001", "db002"], found.Servers.Select(server => server.Address.Hostname));
        Assert.Contains("SHOW SLAVE HOSTS", servers[0].Texts);
        // It was asked who it is, and is another than was said.
        Assert.NotEmpty(servers[2].Texts);
        Assert.DoesNotContain("SHOW SLAVE HOSTS", servers[1].Texts.Concat(servers[2].Texts));
        foreach (var server in servers) server.Dispose();
    }

    [Fact]
    public async Task Where_it_is_off_nothing_is_asked()
    {
        FakeServer[] servers = [new("db001") { Replicas = [["db002", "db002", 3306]] }, new("db002") { ReadOnly = true, Source = "db001" }];
        await using var monitor = Monitor(servers, new ManualTime(), rules: null);
        monitor.Start();
        Assert.NotNull(await monitor.WaitForAsync(topology => topology.WriterOf(10) is not null, TimeSpan.FromHours(1), Token));
        Assert.True(monitor.Discovery.Running.IsCompleted);
        Assert.DoesNotContain("SHOW SLAVE HOSTS", servers[0].Texts);
        Assert.Equal((1, 0), (servers[0].Opened, servers[1].Opened));
        foreach (var server in servers) server.Dispose();
    }

    private static TopologyMonitor Monitor(FakeServer[] servers, TimeProvider time, DiscoveryRules? rules)
    {
        var definition = new TopologyDefinition
        {
            Servers = [new ServerDefinition(10, Watched.Address(servers[0]))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            Discovery = rules,
        };
        var options = new MonitorOptions { ConnectTimeoutMs = 30_000, ReadOnlyTimeoutMs = 30_000, SuspectTimeoutMs = 30_000 };
        var monitor = new TopologyMonitor(
            definition, server => server.Address.Hostname, new FakeDriver(servers).Driver, options, time, NullLogger.Instance, new Random(1));
        monitor.Discovery.Found = found => monitor.Redefine(definition with { Servers = [.. definition.Servers, .. found] }, server => server.Address.Hostname, options);
        return monitor;
    }

    private static DiscoveryRules Rules(params string[] allowed) => new()
    {
        Sources = [DiscoverySource.Replicas], Allowed = AllowedHosts.Of(allowed), Interval = TimeSpan.FromSeconds(10), DropAfter = TimeSpan.FromSeconds(60),
        MaxServers = 16,
    };
}
