using System.Data;
using System.Transactions;
using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A writer that was replaced, and is writable again: what sessions that hold state on it may still do there.</summary>
public sealed class FormerWriterTests
{
    [Fact]
    [Trait("Requirement", "D27")]
    public Task A_session_with_state_there_is_told_that_it_is_lost_and_writes_nothing() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET @mark = 1");
        await ReplaceWriterAsync(scenario);
        Assert.Equal(1L, await ScalarAsync(connection, "SELECT @mark"));

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"));

        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.SessionStateLost));
        Assert.Contains("db002:3306 is the writer now", error.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Broken, connection.State);
        Assert.Equal(0L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D27")]
    public Task A_transaction_there_is_rolled_back_and_can_be_run_again(bool atCommit) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
        await ReplaceWriterAsync(scenario);

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => atCommit
            ? transaction.CommitAsync()
            : ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)", transaction));
        await transaction.DisposeAsync();

        Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.IsTransient));
        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (3)"));
        // The former writer's connection is closed in the background, and the transaction ends with it; what replicates is the new row.
        await scenario.WaitAsync(1);
        Assert.Equal(0L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes WHERE n < 3"));
        Assert.Equal(1L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    });

    // Its home has been that of a read-only transaction before.
    [Theory]
    [InlineData("INSERT INTO notes (n) VALUES (1)")]
    [InlineData("SELECT 1")]
    [Trait("Fault", "S2")]
    [Trait("Requirement", "D27")]
    public Task A_transaction_by_text_there_after_one_that_only_read_is_lost_as_a_whole(string first) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET @mark = 1");
        await using (var reading = await connection.BeginReadOnlyTransactionAsync())
        {
            await ExecuteAsync(connection, "SELECT COUNT(*) FROM notes", reading);
            await reading.CommitAsync();
        }

        await ExecuteAsync(connection, "BEGIN");
        await ExecuteAsync(connection, first);
        await ReplaceWriterAsync(scenario);

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));

        Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.IsTransient));
        Assert.Equal(0L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    });

    // The simulated driver takes no part in transactions from outside: it is the router that has this one rolled back.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D27")]
    public Task A_TransactionScope_that_ran_there_is_not_committed(bool isReplaced) => RunAsync(async scenario =>
    {
        var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await using (var connection = await scenario.Source.OpenConnectionAsync())
            await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        if (isReplaced) await ReplaceWriterAsync(scenario);
        scope.Complete();

        if (isReplaced) Assert.IsType<RoutingDbException>(Assert.Throws<TransactionAbortedException>(scope.Dispose).InnerException);
        else scope.Dispose();
    });

    [Fact]
    [Trait("Requirement", "D28")]
    public Task A_connection_from_before_it_was_replaced_serves_no_more_when_it_is_the_writer_again() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var before = scenario.Sent[^1].Connection;
        await ReplaceWriterAsync(scenario);
        scenario.Cluster.SetReadOnly("db002", readOnly: true);
        await scenario.WaitForWriterAsync("db001");

        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");

        Assert.Equal("db001", scenario.Sent[^1].Server);
        Assert.NotEqual(before, scenario.Sent[^1].Connection);
    });

    private static async Task ReplaceWriterAsync(Scenario scenario)
    {
        scenario.Cluster.SetReadOnly("db001", readOnly: true);
        scenario.Cluster.Promote("db002");
        await scenario.WaitForWriterAsync("db002");
        // Before the next probe of it, so that the router cannot know.
        scenario.Cluster.SetReadOnly("db001", readOnly: false);
    }
}
