using System.Data;
using RoutingData.Monitor;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>The writer dies by SIGKILL and another server is promoted.</summary>
public sealed class WriterKilledTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D35")]
    [Trait("Requirement", "D39")]
    [Trait("Requirement", "D50")]
    public async Task Under_load_nothing_is_lost_or_doubled_and_only_writes_in_flight_end_with_an_unknown_outcome()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource(options => options.Monitor.WriterIsAlsoReader = true);
        await using var load = new WriteLoad(source, workers: 8);
        await load.WaitForWritesAsync(10);
        await cluster.Log.StartAsync();

        await cluster.Servers.KillAsync("db001", Token);
        var reads = load.Reads;
        var beforePromotion = await cluster.Log.ReadAsync();
        await cluster.Servers.PromoteAsync("db002", Token);
        await load.WaitForWritesAsync(10);
        await load.StopAsync();
        await cluster.Servers.WaitForReplicationAsync(Token);

        var history = await WriteHistory.ReadAsync(cluster.Servers, "db002");
        history.AssertAgreesWith(load.Writes);
        Assert.Equal([1, 2], history.Servers.Order());
        Assert.Empty(load.ReadErrors);
        Assert.True(load.Reads > reads);
        var failed = load.Writes.Where(write => !write.IsAcknowledged).ToArray();
        Assert.All(failed, write => Assert.True(write.IsUnknown, write.Error!.ToString()));
        Assert.True(failed.Length <= 8, $"{failed.Length} writes failed; 8 at most were in flight.");
        Assert.DoesNotContain(beforePromotion, statement => statement.Text.StartsWith("INSERT", StringComparison.Ordinal));
        var onReader = (await cluster.Log.ReadAsync()).Where(statement => statement.Server == "db003");
        Assert.DoesNotContain(onReader, statement => statement.Text.StartsWith("INSERT", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D37")]
    public async Task Three_times_in_a_row_with_every_old_writer_back_as_a_replica_loses_nothing()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var load = new WriteLoad(cluster.Source, workers: 4);
        foreach (var (old, next) in new[] { ("db001", "db002"), ("db002", "db003"), ("db003", "db001") })
        {
            await load.WaitForWritesAsync(5);
            await cluster.Servers.KillAsync(old, Token);
            await cluster.Servers.PromoteAsync(next, Token);
            await load.WaitForWritesAsync(5);
            await cluster.Servers.RestartAsync(old, Token);
            await cluster.Servers.RejoinAsync(old, Token);
            var back = cluster.Servers[old].Address;
            await cluster.WaitForAsync(topology => topology.RoleOf(back, 10) == ServerRole.Reader);
        }

        await load.StopAsync();
        (await WriteHistory.ReadAsync(cluster.Servers, "db001")).AssertAgreesWith(load.Writes);
        Assert.Empty(load.ReadErrors);
        Assert.All(load.Writes, write => Assert.True(write.IsAcknowledged || write.IsUnknown, write.Error?.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D39")]
    public async Task Idle_sessions_go_on_after_it_and_a_write_without_a_writer_waits_for_the_next(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var held = await cluster.OpenAsync(async);
        await held.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        await using var prepared = held.Command("INSERT INTO numbered (v) VALUES (2)");
        await BothWorlds.RunAsync(async, () => prepared.PrepareAsync(Token), prepared.Prepare);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.WaitForAsync(topology => topology.WriterOf(10) is null);

        var write = prepared.ScalarAsync(async);
        Assert.NotNull(await (await cluster.OpenAsync(async)).ScalarAsync(async, "SELECT 1"));
        Assert.False(write.IsCompleted);
        await cluster.Servers.PromoteAsync("db002", Token);
        await write;

        Assert.Equal(2L, await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.numbered"));
        Assert.Equal("db002", cluster.NameOf(await held.ScalarAsync(async, "SELECT @@server_id FROM keyed WHERE id = 1 FOR UPDATE")));
        Assert.Equal(ConnectionState.Open, held.State);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D11")]
    public async Task A_transaction_that_went_down_with_it_says_so_and_the_connection_begins_anew(bool async, bool isKnownBefore)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);
        await using var pinned = await cluster.OpenAsync(async);
        await pinned.ExecuteAsync(async, "CREATE TEMPORARY TABLE scratch (v INT)");
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        var next = cluster.Servers["db002"].Address;
        if (isKnownBefore) await cluster.WaitForAsync(topology => topology.WriterOf(10)?.Address == next);

        var error = await Assert.ThrowsAsync<RoutingDbException>(
            () => connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)", transaction));
        Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        Assert.True(error.SessionStateLost);
        Assert.Equal(cluster.Servers["db001"].Address, error.Server);
        var again = await Assert.ThrowsAsync<RoutingDbException>(
            () => connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (3)", transaction));
        Assert.Equal(StatementOutcome.NotExecuted, again.Outcome);
        await transaction.DisposeAsync();
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (4)");

        var lost = await Assert.ThrowsAsync<RoutingDbException>(() => pinned.ScalarAsync(async, "SELECT COUNT(*) FROM scratch"));
        Assert.True(lost.SessionStateLost);
        Assert.Equal(ConnectionState.Broken, pinned.State);
        await pinned.CloseAsync(async);
        await pinned.OpenAsync(async);
        Assert.NotNull(await pinned.ScalarAsync(async, "SELECT 1"));
        Assert.Equal("4", await cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v) FROM testdb.numbered", Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public async Task A_commit_without_an_answer_has_an_unknown_outcome_and_is_not_repeated(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);

        // The commit waits for a replica's acknowledgement, which does not come: it is in flight when the writer dies.
        await cluster.Servers.PauseAsync("db002", Token);
        await cluster.Servers.PauseAsync("db003", Token);
        var commit = transaction.CommitAsync(async);
        await cluster.WaitForCommitInFlightAsync();
        await cluster.Servers.KillAsync("db001", Token);

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => commit);
        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        Assert.False(error.IsTransient);
        await cluster.Servers.ResumeAsync("db002", Token);
        await cluster.Servers.ResumeAsync("db003", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)");
        Assert.InRange(await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.numbered"), 1, 2);
        Assert.InRange(await cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 1"), 0, 1);
    }
}
