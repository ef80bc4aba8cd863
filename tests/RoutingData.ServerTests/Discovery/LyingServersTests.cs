using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Discovery;

/// <summary>Servers that a table of the writer names, and that do not belong to the fleet: none gets a statement of the application's.</summary>
public sealed class LyingServersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_another_fleets_servers_nor_one_that_does_not_replicate_get_a_statement_and_a_green_one_is_not_asked()
    {
        await using var cluster = await RoutedCluster.StartAsync(new LocalClusterOptions { Replicas = 3 });
        await using var foreign = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 4 }, Token);
        var servers = cluster.Servers;
        await servers.GrantAsync();
        await servers.ExecuteAsync(
            "db001",
            "CREATE TABLE mysql.rds_topology (id VARCHAR(64), endpoint VARCHAR(255), port INT, role VARCHAR(64)); GRANT SELECT ON mysql.rds_topology TO 'monitor'@'%'",
            Token);
        // Its own replica, which stands still, is no proof either.
        await servers.StopReplicationAsync("db003", Token);
        await NameAsync(servers, servers["db002"].Address);
        await NameAsync(servers, servers["db003"].Address);
        await NameAsync(servers, servers["db004"].Address, "BLUE_GREEN_DEPLOYMENT_TARGET");
        foreach (var server in foreign.Servers) await NameAsync(servers, server.Address);
        await NameAsync(servers, new ServerAddress("db.example.org", 3306));
        var statements = new StatementLog(foreign);
        await statements.StartAsync();

        await using var source = await DiscoveringSource.StartAsync(servers, options => options.Discovery.Sources.Add(DiscoverySource.RdsTopology));

        await source.WaitForMembersAsync(20, "db002");
        await source.WaitForRemarkAsync($"{servers["db003"].Address}, which RdsTopology of {servers["db001"].Address} names, gets no statement: its replication from");
        await source.WaitForRemarkAsync("db.example.org, port 3306, which Discovery:AllowedHosts does not allow");
        // Of all it was found out, before the application asks for anything.
        await source.WaitForRemarkAsync($"{foreign.Servers[^1].Address}, which");
        for (var i = 0; i < 20; i++) Assert.Equal("2", await source.AskAsync("SELECT @@server_id"));
        Assert.Empty(await statements.ReadAsync());
        Assert.Equal(2, source.Source.Monitor.Current.Servers.Length);
        Assert.DoesNotContain(source.Log.Lines, line => line.Message.Contains(servers["db004"].Address.ToString(), StringComparison.Ordinal));
    }

    private static Task NameAsync(LocalCluster servers, ServerAddress address, string role = "") => servers.ExecuteAsync(
        "db001", $"INSERT INTO mysql.rds_topology VALUES ('{address}', '{address.Hostname}', {address.Port}, '{role}')", Token);
}
