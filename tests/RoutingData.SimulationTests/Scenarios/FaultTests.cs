using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>One fault at a time, from the caller's side.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(SimulatedFaultKind.Kill)]
    [InlineData(SimulatedFaultKind.Stop)]
    [InlineData(SimulatedFaultKind.Pause)]
    [InlineData(SimulatedFaultKind.Cut)]
    public Task A_write_waits_for_the_next_writer_when_the_old_one_is_gone(SimulatedFaultKind fault) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(100);
        new SimulatedFault(default, fault, "db001").ApplyTo(scenario.Cluster);
        // Until it is shunned: a writer that is only suspect keeps its role, and a write sent to it would be in flight.
        await scenario.WaitAsync(6000);
        var writing = ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");
        await scenario.WaitAsync(1000);
        scenario.Cluster.Promote("db002");

        Assert.Equal(1, await writing);
        Assert.Equal(2L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    });

    [Theory]
    [InlineData(SimulatedFaultKind.Kill, "killed")]
    [InlineData(SimulatedFaultKind.Pause, "paused")]
    [InlineData(SimulatedFaultKind.Cut, "cut off")]
    public Task Reads_go_on_when_every_reader_is_gone(SimulatedFaultKind fault, string what) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        for (var i = 0; i < 3; i++) await ScalarAsync(connection, "SELECT COUNT(*) FROM notes");
        foreach (var reader in new[] { "db002", "db003" }) new SimulatedFault(default, fault, reader).ApplyTo(scenario.Cluster);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(0L, await ScalarAsync(connection, "SELECT COUNT(*) FROM notes"));
            await scenario.WaitAsync(100);
        }

        Assert.Equal(2, scenario.Cluster.History.Count(happened => happened.Kind == SimulatedEventKind.Fault && happened.Text == what));
        Assert.Equal("db001", scenario.Sent[^1].Server);
    });

    [Fact]
    [Trait("Requirement", "D50")]
    public Task A_read_that_both_readers_lose_gets_its_answer_from_the_writer() => RunAsync(async scenario =>
    {
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await scenario.Source.OpenConnectionAsync();
            scenario.Cluster.LoseNextReply("db002");
            scenario.Cluster.LoseNextReply("db003");
            Assert.Equal(0L, await ScalarAsync(connection, "SELECT COUNT(*) FROM notes"));
        }
    });

    [Fact]
    [Trait("Requirement", "D07")]
    public Task A_write_whose_answer_is_lost_is_not_sent_again() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.LoseNextReply("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));

        Assert.Equal((StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
        Assert.Equal(2L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
    });

    [Fact]
    [Trait("Requirement", "D07")]
    public Task A_write_that_is_lost_on_its_way_is_not_sent_again_either() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.LoseNextRequest("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));

        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        Assert.Equal(1L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
    });

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData("PREPARE s FROM 'INSERT INTO notes (n) VALUES (?)'")]
    [InlineData("SET @n = 2")]
    [InlineData("BEGIN")]
    public Task What_leaves_only_the_session_is_begun_again_when_its_answer_is_lost(string statement) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.LoseNextReply("db001");
        await ExecuteAsync(connection, statement);

        Assert.Equal(2, scenario.Sent.Count(sent => sent.Text == statement));
        // Once the session has something to lose, it is told.
        scenario.Cluster.LoseNextReply("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteAsync(connection, "SET @other = 3"));
        Assert.True(error is { Outcome: not StatementOutcome.Unknown, SessionStateLost: true });
    });

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData("CALL note(2)", StatementOutcome.NotExecuted)]
    [InlineData("BEGIN; INSERT INTO notes (n) VALUES (2)", StatementOutcome.Unknown)]
    public Task A_lost_BEGIN_is_in_doubt_where_it_may_commit_what_the_caller_began(string before, StatementOutcome outcome) => RunAsync(async scenario =>
    {
        scenario.Cluster.AddProcedure("note", "INSERT INTO notes (n) VALUES (?)");
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, before);
        scenario.Cluster.LoseNextReply("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(async () => await connection.BeginTransactionAsync());

        Assert.Equal((outcome, false, true), (error.Outcome, error.IsTransient, error.SessionStateLost));
    });

    [Fact]
    [Trait("Fault", "A2")]
    public Task A_COMMIT_that_waits_for_a_lock_in_vain_rolls_back() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
        new SimulatedFault(default, SimulatedFaultKind.TimeOutNextLock, "db001").ApplyTo(scenario.Cluster);
        var error = await Assert.ThrowsAsync<SimulatedDbException>(() => transaction.CommitAsync());
        Assert.Equal((1205, "RolledBack"), (error.Number, error.Data["RoutingData.Outcome"] as string));

        await transaction.CommitAsync();
        Assert.Equal(0L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
    });

    [Fact]
    public Task A_switchover_is_not_noticed() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (0)");
        var switching = scenario.Cluster.SwitchoverAsync("db003");
        for (var i = 1; i <= 20; i++) Assert.Equal(1, await ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({i})"));
        await switching;

        Assert.Equal(21L, scenario.Cluster.Scalar("db003", "SELECT COUNT(*) FROM notes"));
        Assert.Equal("db003", scenario.Sent[^1].Server);
    });

    [Fact]
    public Task A_write_waits_for_the_next_writer_although_it_was_refused_before_read_only_was_seen() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.RefuseWrites("db001");
        var writing = ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");
        await scenario.WaitAsync(30);
        scenario.Cluster.SetReadOnly("db001", readOnly: true);
        await scenario.WaitAsync(100);
        scenario.Cluster.Promote("db002");

        Assert.Equal(1, await writing);
        Assert.Equal(2L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
    });

    [Fact]
    public Task A_refusal_of_another_cause_is_told_and_the_write_is_not_sent_again() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.RefuseWrites("db001");
        var error = await Assert.ThrowsAsync<SimulatedDbException>(() => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));

        Assert.Equal(1290, error.Number);
        Assert.Single(scenario.Sent, sent => sent.Text.EndsWith("(2)", StringComparison.Ordinal));
    });

    [Fact]
    public Task A_slow_statement_is_left_alone_while_its_server_answers() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        scenario.Cluster.Slow("db001", TimeSpan.FromSeconds(20));
        var begun = scenario.Elapsed;
        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"));
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(50));
    });
}
