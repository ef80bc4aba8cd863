using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Discovery;

/// <summary>One server is configured; its replicas are found, serve, take its place, and are dropped when they are gone.</summary>
[Trait("Requirement", "D48")]
public sealed class DiscoveredReplicasTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_are_found_serve_and_take_the_writers_place_and_a_dead_one_is_dropped_until_it_is_back()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var servers = cluster.Servers;
        await servers.GrantAsync();
        await using var source = await DiscoveringSource.StartAsync(servers, options => options.Discovery.Sources.Add(DiscoverySource.Replicas));

        await source.WaitForMembersAsync(20, "db002", "db003");
        var found = source.Source.Monitor.Current.Definition.Servers.Where(server => server.IsDiscovered);
        Assert.Equal(["db002", "db003"], found.Select(server => servers.Servers.Single(one => one.Address == server.Address).Name).Order());
        Assert.Contains(await source.AskAsync("SELECT @@server_id"), new[] { "2", "3" });

        await servers.KillAsync("db003", Token);
        await source.WaitForMembersAsync(20, "db002");
        // The writer finds out that it is gone when it has something to send.
        await FailoverSteps.UntilAsync(
            async () =>
            {
                await servers.ExecuteAsync("db001", "CREATE OR REPLACE VIEW testdb.seen AS SELECT 1", Token);
                return source.Source.Monitor.Current.Servers.Length == 2;
            },
            "the dead server is dropped");
        await servers.RestartAsync("db003", Token);
        await source.WaitForMembersAsync(20, "db002", "db003");

        await servers.KillAsync("db001", Token);
        await servers.PromoteAsync("db002", Token);
        await source.WaitForMembersAsync(10, "db002");
        Assert.Equal("2", await source.AskAsync("SELECT @@server_id FOR UPDATE"));
        await source.WaitForMembersAsync(20, "db003");
        Assert.Contains(source.Log.Lines, line => line.Id == 54);
        Assert.Contains(source.Log.Lines, line => line.Id == 55);
    }

    [Fact]
    public async Task A_server_outside_of_the_allowed_networks_is_not_even_connected_to()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var servers = cluster.Servers;
        await servers.GrantAsync();
        var before = await servers.StatusAsync("db003", "Connections");
        await using var source = await DiscoveringSource.StartAsync(servers, options =>
        {
            options.Discovery.Sources.Add(DiscoverySource.Replicas);
            options.Discovery.AllowedHosts = [$"{servers["db002"].Host}/32"];
        });

        await source.WaitForMembersAsync(20, "db002");
        await source.WaitForRemarkAsync($"names {servers["db003"].Host}, port {servers["db003"].Port}, which Discovery:AllowedHosts does not allow");
        Assert.Equal(0L, await servers.NumberAsync("db003", "SELECT COUNT(*) FROM information_schema.processlist WHERE user IN ('app', 'monitor')"));
        // The two that counted it.
        Assert.InRange(await servers.StatusAsync("db003", "Connections") - before, 1, 2);
    }

    [Fact]
    public async Task The_servers_of_a_name_are_found_and_one_that_leads_nowhere_is_told_of()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var servers = cluster.Servers;
        await using var source = await DiscoveringSource.StartAsync(servers, options =>
        {
            // An address is a name that leads to itself.
            foreach (var server in servers.Servers) options.Discovery.DnsNames.Add(server.Host);
            options.Discovery.DnsNames.Add("nowhere.invalid");
        });

        await source.WaitForMembersAsync(20, "db002", "db003");
        await source.WaitForRemarkAsync("the name nowhere.invalid leads nowhere");
        Assert.Equal(3, source.Source.Monitor.Current.Servers.Length);
    }
}
