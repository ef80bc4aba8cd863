using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>Three servers of MySQL's Group Replication: what holds of the group itself, without a router.</summary>
public sealed class GroupReplicationTests(GroupReplicationTests.Cluster cluster) : IClassFixture<GroupReplicationTests.Cluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_primary_is_another_server_when_told_and_when_it_is_killed_and_a_killed_one_comes_back()
    {
        var servers = cluster.Servers;
        var moved = await servers.SetPrimaryAsync("db002", Token);
        Assert.Equal("db002", moved.Writer.Name);
        await WriteAsync("db002", 1);
        Assert.Equal(1290, await ErrorOfWriteAsync("db001", 2));

        await servers.KillAsync("db002", Token);
        var elected = await servers.WaitForElectionAsync("db002", Token);
        Assert.NotEqual("db002", elected.Writer.Name);
        Assert.Same(elected.Writer, servers.Writer);
        await WriteAsync(elected.Writer.Name, 3);

        await servers.RestartAsync("db002", Token);
        await servers.RejoinAsync("db002", Token);
        await servers.WaitForReplicationAsync(Token);
        Assert.Equal(1, await cluster.CountAsync("db002", 1));
        Assert.Equal(1, await cluster.CountAsync("db002", 3));
        Assert.Equal(1290, await ErrorOfWriteAsync("db002", 4));
    }

    [Fact]
    public async Task A_member_that_left_its_group_and_turned_its_users_away_serves_them_when_it_is_back()
    {
        var servers = cluster.Servers;
        await servers.SetOfflineModeAsync("db003", offline: true, Token);
        await servers.ExecuteAsync("db003", "STOP GROUP_REPLICATION", Token);
        await servers.RejoinAsync("db003", Token);
        await (await cluster.OpenAsync("db003")).DisposeAsync();
    }

    [Fact]
    public async Task The_monitors_user_sees_the_members_and_nothing_of_the_application()
    {
        await using var monitor = await cluster.OpenAsync("db003", "monitor");
        Assert.Equal(3L, Convert.ToInt64(await GroupCluster.RunAsync(monitor, "SELECT COUNT(*) FROM performance_schema.replication_group_members"), null));
        await GroupCluster.RunAsync(monitor, "SELECT COUNT(*) FROM performance_schema.replication_group_member_stats");
        Assert.Equal(1142, ServerError.NumberOf(await Record.ExceptionAsync(() => GroupCluster.RunAsync(monitor, "SELECT COUNT(*) FROM testdb.t"))));
    }

    private async Task WriteAsync(string server, int value)
    {
        await using var connection = await cluster.OpenAsync(server);
        await GroupCluster.RunAsync(connection, $"INSERT INTO testdb.t (v) VALUES ({value})");
    }

    private async Task<int?> ErrorOfWriteAsync(string server, int value) =>
        ServerError.NumberOf(await Record.ExceptionAsync(() => WriteAsync(server, value)));

    public sealed class Cluster() : GroupCluster(ClusterFleet.GroupReplication);
}
