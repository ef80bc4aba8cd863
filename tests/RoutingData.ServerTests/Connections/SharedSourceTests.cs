using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>Connections made from connection strings: equal strings share one monitor and one set of pools.</summary>
[Collection("Connections from connection strings")]
public sealed class SharedSourceTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D40")]
    [Trait("Requirement", "D44")]
    public async Task Equal_connection_strings_share_one_monitor_and_ClearAllPools_ends_everything(bool async)
    {
        var text = cluster.Servers.ConnectionString + ";Monitor Username=monitor;Monitor Password=monitor";
        await using var used = new RoutingDbConnection(text);
        await used.OpenAsync(async);
        await used.CloseAsync(async);
        await using var cloned = (RoutingDbConnection)used.Clone();
        for (var i = 0; i < 10; i++)
        {
            await using var connection = new RoutingDbConnection(text);
            await connection.OpenAsync(async);
            await connection.ScalarAsync(async, "SELECT 1");
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        }

        // One for each server, be it the monitor's or a pool's; readers include the writer here.
        await cluster.Servers.WaitForConnectionsAsync(3, "monitor");
        Assert.InRange(await cluster.Servers.ConnectionsOfAsync("app"), 1, 3);

        RoutingDbConnection.ClearAllPools();

        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
        foreach (var again in new[] { used, cloned, new RoutingDbConnection(text) })
        {
            await again.OpenAsync(async);
            Assert.NotNull(await again.ScalarAsync(async, "SELECT 1"));
            await again.CloseAsync(async);
        }

        await cluster.Servers.WaitForConnectionsAsync(3, "monitor");
        RoutingDbConnection.ClearAllPools();
        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }
}
