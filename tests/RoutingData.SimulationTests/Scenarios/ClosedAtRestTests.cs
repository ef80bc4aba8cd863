using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A server closes connections that have been idle for long: what comes afterwards has not run, and is not told as unknown.</summary>
[Trait("Fault", "R11")]
public sealed class ClosedAtRestTests
{
    [Fact]
    public Task A_write_runs_on_a_new_connection() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await RestAsync(scenario);

        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));
        Assert.Equal(2L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
        Assert.Single(scenario.Sent, sent => sent.Text.EndsWith("(2)", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_transaction_is_rolled_back_for_sure(bool commits) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
            await RestAsync(scenario);

            var error = await Assert.ThrowsAsync<RoutingDbException>(
                () => commits ? transaction.CommitAsync() : ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)", transaction));
            Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.SessionStateLost));
        }

        Assert.Equal(0L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (3)"));
    });

    [Fact]
    public Task A_pinned_session_is_told_that_its_state_is_gone_and_that_the_statement_did_not_run() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET @x = 1");
        await RestAsync(scenario);

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.SessionStateLost));
    });

    private static async Task RestAsync(Scenario scenario)
    {
        await scenario.WaitAsync(2000);
        scenario.Cluster.BreakConnections("db001");
        await scenario.WaitAsync(2000);
    }
}
