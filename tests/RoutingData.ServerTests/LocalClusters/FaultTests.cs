using System.Data.Common;
using RoutingData.Testing;
using static RoutingData.ServerTests.LocalClusters.RunningClusterTests;

namespace RoutingData.ServerTests.LocalClusters;

/// <summary>What can be done to the servers of a cluster, and that the cluster is whole again afterwards.</summary>
public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Promoted_replica_is_writable_and_the_other_follows_it_after_the_writer_was_killed()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.KillAsync("db001", Token);

        var promotion = await cluster.PromoteAsync("db002", Token);
        await InsertAsync(cluster, 2);
        await cluster.WaitForReplicationAsync(Token);

        Assert.False(cluster["db001"].IsRunning);
        Assert.Same(cluster["db002"], promotion.Writer);
        Assert.Same(cluster["db002"], cluster.Writer);
        Assert.Equal("1,2", await RowsAsync(cluster, "db003"));
        Assert.Equal(1L, await NumberAsync(cluster, "db003", "SELECT @@GLOBAL.read_only"));
    }

    [Fact]
    public async Task Former_writer_comes_back_read_only_and_rejoins()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.KillAsync("db001", Token);
        await cluster.PromoteAsync("db002", Token);
        await InsertAsync(cluster, 2);

        await cluster.RestartAsync("db001", Token);
        Assert.Equal(1L, await NumberAsync(cluster, "db001", "SELECT @@GLOBAL.read_only"));
        Assert.Equal("1", await RowsAsync(cluster, "db001"));
        await cluster.RejoinAsync("db001", Token);
        await cluster.WaitForReplicationAsync(Token);

        Assert.Equal("1,2", await RowsAsync(cluster, "db001"));
    }

    [Fact]
    public async Task Writer_that_comes_back_before_anybody_else_was_promoted_can_be_the_writer_again()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.KillAsync("db001", Token);
        await cluster.RestartAsync("db001", Token);

        await cluster.PromoteAsync("db001", Token);
        await InsertAsync(cluster, 2);
        await cluster.WaitForReplicationAsync(Token);

        Assert.Equal("1,2", await RowsAsync(cluster, "db002"));
        Assert.Equal("1,2", await RowsAsync(cluster, "db003"));
    }

    [Fact]
    public async Task Switchover_moves_the_writer_there_and_back()
    {
        await using var cluster = await StartWithTableAsync();

        foreach (var (target, row) in new[] { ("db003", 2), ("db001", 3), ("db002", 4) })
        {
            await cluster.SwitchoverAsync(target, Token);
            await InsertAsync(cluster, row);
            Assert.Equal(target, cluster.Writer.Name);
        }

        await cluster.WaitForReplicationAsync(Token);
        foreach (var server in cluster.Servers)
        {
            Assert.Equal("1,2,3,4", await RowsAsync(cluster, server.Name));
            Assert.Equal(server == cluster.Writer ? 0L : 1L, await NumberAsync(cluster, server.Name, "SELECT @@GLOBAL.read_only"));
        }
    }

    [Fact]
    public async Task Candidate_takes_what_only_another_replica_has_received()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.ExecuteAsync("db002", "STOP REPLICA IO_THREAD", Token);
        await InsertAsync(cluster, 2);
        await cluster.KillAsync("db001", Token);

        await cluster.PromoteAsync("db002", Token);

        Assert.Equal("1,2", await RowsAsync(cluster, "db002"));
    }

    [Fact]
    public async Task Hung_writer_is_replaced_and_still_believes_to_be_the_writer_when_it_goes_on()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.PauseAsync("db001", Token);
        Assert.True(cluster["db001"].IsPaused);
        Assert.True(cluster["db001"].IsRunning);

        await cluster.PromoteAsync("db002", Token);
        await InsertAsync(cluster, 2);
        await cluster.ResumeAsync("db001", Token);
        Assert.Equal(0L, await NumberAsync(cluster, "db001", "SELECT @@GLOBAL.read_only"));

        await cluster.RejoinAsync("db001", Token);
        await cluster.WaitForReplicationAsync(Token);
        Assert.Equal("1,2", await RowsAsync(cluster, "db001"));
    }

    [Fact]
    public async Task Former_writer_with_a_transaction_of_its_own_cannot_rejoin()
    {
        await using var cluster = await StartWithTableAsync(new LocalClusterOptions { SemiSynchronous = false });
        await cluster.PauseAsync("db001", Token);
        await cluster.PromoteAsync("db002", Token);
        await InsertAsync(cluster, 2);
        await cluster.ResumeAsync("db001", Token);
        await cluster.ExecuteAsync("db001", "INSERT INTO testdb.t VALUES (3)", Token);

        var e = await Assert.ThrowsAsync<LocalClusterException>(() => cluster.RejoinAsync("db001", Token));

        Assert.Contains("db001", e.Message, StringComparison.Ordinal);
        Assert.Contains("GTID", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crashed_writer_comes_back_without_what_no_replica_had_received()
    {
        await using var cluster = await StartWithTableAsync();
        await cluster.PauseAsync("db002", Token);
        await cluster.PauseAsync("db003", Token);
        var write = InsertAsync(cluster, 2);
        await Wait.UntilAsync(async () => await NumberAsync(cluster, "db001", CommitsInFlight) == 1, "the commit waits for a replica");
        await cluster.KillAsync("db001", Token);
        await Assert.ThrowsAnyAsync<DbException>(() => write);

        await cluster.ResumeAsync("db002", Token);
        await cluster.ResumeAsync("db003", Token);
        await cluster.PromoteAsync("db002", Token);
        await InsertAsync(cluster, 3);
        await cluster.RestartAsync("db001", Token);
        await cluster.RejoinAsync("db001", Token);

        // What the replicas' sockets still held they have received, and it counts: both outcomes are those of a write without an answer.
        var rows = await RowsAsync(cluster, "db002");
        Assert.True(rows is "1,3" or "1,2,3", rows);
        await cluster.WaitForReplicationAsync(Token);
        Assert.Equal(rows, await RowsAsync(cluster, "db001"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Replica_that_was_away_catches_up(bool cleanly)
    {
        await using var cluster = await StartWithTableAsync();
        await (cleanly ? cluster.StopAsync("db003", Token) : cluster.KillAsync("db003", Token));
        Assert.Null(cluster["db003"].ProcessId);
        await InsertAsync(cluster, 2);

        await cluster.RestartAsync("db003", Token);
        await cluster.WaitForReplicationAsync(Token);

        Assert.Equal("1,2", await RowsAsync(cluster, "db003"));
    }

    [Fact]
    public async Task Writer_killed_under_load_loses_nothing_acknowledged_and_can_always_rejoin()
    {
        await using var cluster = await StartWithTableAsync();
        var row = 1;
        foreach (var target in new[] { "db002", "db003", "db001" })
        {
            var old = cluster.Writer.Name;
            var load = InsertUntilItFailsAsync(cluster, row + 1);
            await Wait.UntilAsync(
                async () => await NumberAsync(cluster, target, "SELECT MAX(v) FROM testdb.t") > row + 20, "the load runs");
            await cluster.KillAsync(old, Token);
            var acknowledged = await load;

            await cluster.PromoteAsync(target, Token);
            row = (int)await NumberAsync(cluster, target, "SELECT MAX(v) FROM testdb.t");
            Assert.InRange(row, acknowledged, acknowledged + 1);
            Assert.Equal(row, await NumberAsync(cluster, target, "SELECT COUNT(*) FROM testdb.t"));

            await cluster.RestartAsync(old, Token);
            await cluster.RejoinAsync(old, Token);
            await cluster.WaitForReplicationAsync(Token);
            Assert.Equal(row, await NumberAsync(cluster, old, "SELECT COUNT(*) FROM testdb.t"));
        }
    }

    private static async Task<LocalCluster> StartWithTableAsync(LocalClusterOptions? options = null)
    {
        var cluster = await LocalCluster.StartAsync(options, Token);
        await cluster.ExecuteAsync("db001", "CREATE TABLE testdb.t (v INT PRIMARY KEY)", Token);
        await InsertAsync(cluster, 1);
        await cluster.WaitForReplicationAsync(Token);
        return cluster;
    }

    private static Task InsertAsync(LocalCluster cluster, int row) =>
        WriteAsync(cluster.Writer.ConnectionString, $"INSERT INTO t VALUES ({row})");

    private static async Task<int> InsertUntilItFailsAsync(LocalCluster cluster, int row)
    {
        var writer = cluster.Writer;
        for (; ; row++)
        {
            try
            {
                await WriteAsync(writer.ConnectionString, $"INSERT INTO t VALUES ({row})");
            }
            catch (Exception)
            {
                // Whatever the driver makes of a dead server.
                return row - 1;
            }
        }
    }

    private static async Task<string?> RowsAsync(LocalCluster cluster, string name) =>
        Convert.ToString(await cluster.ScalarAsync(name, "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.t", Token));
}
