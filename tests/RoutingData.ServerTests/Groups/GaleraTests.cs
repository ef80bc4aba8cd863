using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>Three servers of Galera: what holds of the group itself, without a router.</summary>
public sealed class GaleraTests(GaleraTests.Cluster cluster) : IClassFixture<GaleraTests.Cluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_members_take_writes_and_those_left_go_on_and_a_killed_one_comes_back()
    {
        var servers = cluster.Servers;
        foreach (var server in servers.Servers) await WriteAsync(server.Name, server.ServerId);
        await servers.WaitForReplicationAsync(Token);
        Assert.Equal(1, await cluster.CountAsync("db001", 3));

        await servers.KillAsync("db001", Token);
        var elected = await servers.WaitForElectionAsync("db001", Token);
        Assert.Equal("db002", elected.Writer.Name);
        await WriteAsync("db002", 4);

        await servers.RestartAsync("db001", Token);
        await servers.RejoinAsync("db001", Token);
        await servers.WaitForReplicationAsync(Token);
        Assert.Equal(1, await cluster.CountAsync("db001", 4));
        await WriteAsync("db001", 5);
    }

    [Fact]
    public async Task A_member_restarted_as_planned_is_sent_what_it_missed()
    {
        var servers = cluster.Servers;
        await servers.StopAsync("db003", Token);
        await WriteAsync("db001", 6);
        await servers.RestartAsync("db003", Token);
        await servers.RejoinAsync("db003", Token);
        await servers.WaitForReplicationAsync(Token);
        Assert.Equal(1, await cluster.CountAsync("db003", 6));
    }

    private async Task WriteAsync(string server, int value)
    {
        await using var connection = await cluster.OpenAsync(server);
        await GroupCluster.RunAsync(connection, $"INSERT INTO testdb.t (v) VALUES ({value})");
    }

    public sealed class Cluster() : GroupCluster(ClusterFleet.Galera);
}
