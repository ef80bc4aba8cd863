using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>New connects fail for longer than the monitor holds a connection, and all that is established works.</summary>
[Trait("Fault", "R4")]
public sealed class RefusedConnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Established_connections_go_on_while_every_server_refuses_new_ones_and_failover_is_followed_afterwards()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        Assert.SkipUnless(cluster.Servers.CanCut, "This machine does not allow it: it needs root and nft.");
        var source = cluster.NewSource(options => options.Monitor.ConnectIntervalMs = 500);
        await using var bare = MySqlDriver.Find().Factory.CreateDataSource(cluster.Servers.Writer.ConnectionString);
        await using var control = new SteadyLoad().WithKeptOpen(bare, "SELECT 1").WithKeptOpen(bare, "INSERT INTO numbered (v) VALUES (1)");
        await using var load = new SteadyLoad()
            .WithKeptOpen(source, "SELECT 1").WithKeptOpen(source, "SELECT 2").WithKeptOpen(source, "INSERT INTO numbered (v) VALUES (2)")
            .WithOpenedEachTime(source, "INSERT INTO numbered (v) VALUES (3)");
        await load.RunAsync(20);
        await control.RunAsync(20);

        foreach (var server in cluster.Servers.Servers) await cluster.Servers.RefuseConnectsAsync(server.Name, Token);
        await load.RunAsync(250);
        await control.RunAsync(20);
        var health = source.Monitor.Current.Servers.Select(server => server.Health).ToList();
        foreach (var server in cluster.Servers.Servers) await cluster.Servers.AcceptConnectsAsync(server.Name, Token);

        control.AssertNoErrors();
        load.AssertNoErrors();
        Assert.All(health, state => Assert.Equal(ServerHealth.Online, state));

        await cluster.Servers.SwitchoverAsync("db002", Token);
        await source.WaitForAsync(topology => topology.RoleOf(cluster.Servers["db002"].Address, 10) == ServerRole.Writer);
        await load.RunAsync(20);
    }
}
