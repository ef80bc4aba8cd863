using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What the router ends itself because a server is silent.</summary>
public sealed class SilentServerTests
{
    [Fact]
    [Trait("Requirement", "D46")]
    public Task A_new_connection_that_falls_silent_while_it_is_proven_is_replaced() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        scenario.Cluster.Slow("db001", TimeSpan.FromMilliseconds(50));
        var writing = ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(20);
        scenario.Cluster.Cut("db001");
        await scenario.WaitAsync(200);
        scenario.Cluster.Promote("db002");

        Assert.Equal(1, await writing);
        Assert.Equal(1L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    });

    [Fact]
    [Trait("Requirement", "D43")]
    public Task Open_looks_elsewhere_when_a_server_falls_silent_under_its_login() => RunAsync(async scenario =>
    {
        scenario.Cluster.Slow("db001", TimeSpan.FromMilliseconds(100));
        var opening = scenario.Source.OpenConnectionAsync();
        while (!scenario.Sent.Any(sent => sent.Text == "SHOW GRANTS")) await scenario.WaitAsync(1);
        scenario.Cluster.Pause("db001");
        var begun = scenario.Elapsed;

        await using var connection = await opening;

        Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("db002", scenario.Sent.Last(sent => sent.Text == "SHOW GRANTS").Server);
    });

    [Fact]
    public Task A_transaction_that_went_down_with_it_does_not_touch_its_connection_again() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
            scenario.Cluster.Pause("db001");
            var error = await Assert.ThrowsAsync<RoutingDbException>(
                () => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)", transaction));
            Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        }

        Assert.DoesNotContain(scenario.Sent, sent => sent.Text == "ROLLBACK");
    });

    [Fact]
    [Trait("Requirement", "D40")]
    public Task Waiting_for_a_place_ends_with_the_statements_time() => RunAsync(async scenario =>
    {
        await using var one = await scenario.Source.OpenConnectionAsync();
        await using var other = await scenario.Source.OpenConnectionAsync();
        await using var third = await scenario.Source.OpenConnectionAsync();
        await using var first = await one.BeginTransactionAsync();
        await using var second = await other.BeginTransactionAsync();
        var begun = scenario.Elapsed;

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(third, "INSERT INTO notes (n) VALUES (1)"));

        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.IsTransient));
        Assert.Equal(10, (scenario.Elapsed - begun).TotalSeconds, tolerance: 0.1);
    });
}
