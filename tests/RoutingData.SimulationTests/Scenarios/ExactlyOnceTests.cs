using RoutingData.Testing;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>Lost writes whose outcome is asked of the next writer, one case at a time.</summary>
public sealed class ExactlyOnceTests
{
    private const string Marker = "routingdata_marker";

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_committed_write_succeeds_and_an_uncommitted_one_runs_again() => RunAsync(async (scenario, connection) =>
    {
        foreach (var lose in new Action<string>[] { scenario.Cluster.LoseNextReply, scenario.Cluster.LoseNextRequest })
        {
            lose("db001");
            Assert.Equal(1, await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"));
            Assert.Equal(await Scenario.ScalarAsync(connection, "SELECT LAST_INSERT_ID()"), scenario.Cluster.Scalar("db001", "SELECT MAX(id) FROM notes"));
        }

        Assert.Equal(2L, Count(scenario, "db001"));
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_lost_question_for_the_table_is_no_error_of_a_write_that_was_not_sent() => Scenario.RunAsync(async scenario =>
    {
        await using var source = SourceOf(scenario, Marker, queryRetries: 0);
        await source.CreateMarkerTableAsync();
        await using var connection = await source.OpenConnectionAsync();
        await Scenario.ExecuteAsync(connection, "DELETE FROM notes");
        // It is asked again after a minute.
        await scenario.WaitAsync(61_000);
        scenario.Cluster.LoseNextReply("db001");
        Assert.Equal(1, await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"));
        Assert.Equal(1L, Count(scenario, "db001"));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public Task What_comes_after_its_fence_commits_nothing(bool isTransaction) => RunAsync(async (scenario, connection) =>
    {
        await using var transaction = isTransaction ? await connection.BeginTransactionAsync() : null;
        if (!isTransaction) scenario.Cluster.HoldNextRequest("db001", TimeSpan.FromMilliseconds(200));
        Assert.Equal(1, await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction));
        if (isTransaction)
        {
            scenario.Cluster.HoldNextRequest("db001", TimeSpan.FromMilliseconds(200));
            var error = await Assert.ThrowsAsync<RoutingDbException>(() => transaction!.CommitAsync());
            Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        }

        await scenario.WaitAsync(500);
        Assert.Equal(isTransaction ? 0L : 1L, Count(scenario, "db001"));
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task What_died_with_its_server_before_a_replica_had_it_runs_again_on_the_next() => RunAsync(async (scenario, connection) =>
    {
        foreach (var replica in new[] { "db002", "db003" }) scenario.Cluster.StopReplication(replica);
        scenario.Cluster.LoseNextReply("db001");
        var write = Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(1);
        scenario.Cluster.Kill("db001");
        await scenario.WaitAsync(500);
        Assert.False(write.IsCompleted);
        scenario.Cluster.Promote("db002");
        Assert.Equal(1, await write);
        Assert.Equal(1L, Count(scenario, "db002"));
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_second_death_while_the_first_is_asked_about_changes_nothing() => RunAsync(async (scenario, connection) =>
    {
        scenario.Cluster.Pause("db001");
        var write = Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(300);
        scenario.Cluster.Promote("db002");
        // The fence is there, and its own answer is lost.
        scenario.Cluster.LoseNextReply("db002");
        await scenario.WaitAsync(1200);
        scenario.Cluster.Kill("db002");
        await scenario.WaitAsync(200);
        scenario.Cluster.Promote("db003");
        Assert.Equal(1, await write);
        // The first server does as it goes on what it was asked, and nothing of it comes to the others.
        scenario.Cluster.Resume("db001");
        scenario.Cluster.Rejoin("db001");
        Assert.Equal(1L, Count(scenario, "db003"));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public Task A_commit_is_told_as_it_is(bool isCommitted) => RunAsync(async (scenario, connection) =>
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
        if (isCommitted) scenario.Cluster.LoseNextReply("db001");
        else scenario.Cluster.LoseNextRequest("db001");
        if (isCommitted)
        {
            await transaction.CommitAsync();
        }
        else
        {
            var error = await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync());
            Assert.Equal((StatementOutcome.RolledBack, true, false), (error.Outcome, error.IsTransient, error.SessionStateLost));
        }

        Assert.Equal(isCommitted ? 1L : 0L, Count(scenario, "db001"));
        Assert.Equal(1, await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));
    });

    [Fact]
    [Trait("Requirement", "D07")]
    public Task A_transaction_that_may_have_committed_a_part_stays_unknown_where_its_end_is_not_there() => RunAsync(async (scenario, connection) =>
    {
        scenario.Cluster.AddProcedure("note", "INSERT INTO notes (n) VALUES (1); COMMIT");
        await using var transaction = await connection.BeginTransactionAsync();
        await Scenario.ExecuteAsync(connection, "CALL note()", transaction);
        scenario.Cluster.LoseNextRequest("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync());
        Assert.Equal((StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
    });

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "token")]
    [InlineData(false, "token")]
    [InlineData(false, "Cancel")]
    [Trait("Requirement", "D07")]
    public Task Without_a_writer_that_could_be_asked_it_is_unknown_as_soon_as_the_caller_has_no_more_time(bool isTransaction, string givesUp) =>
        RunAsync(async (scenario, connection) =>
        {
            using var giveUp = new CancellationTokenSource();
            await using var transaction = isTransaction ? await connection.BeginTransactionAsync() : null;
            await using var write = connection.CreateCommand();
            write.CommandText = "INSERT INTO notes (n) VALUES (1)";
            write.Transaction = (RoutingDbTransaction?)transaction;
            write.CommandTimeout = 5;
            if (isTransaction) await write.ExecuteNonQueryAsync();
            scenario.Cluster.LoseNextReply("db001");
            var (begun, working) = (scenario.Elapsed, isTransaction ? transaction!.CommitAsync(giveUp.Token) : write.ExecuteNonQueryAsync(giveUp.Token));
            await scenario.WaitAsync(1);
            scenario.Cluster.Kill("db001");
            await scenario.WaitAsync(2000);
            Assert.False(working.IsCompleted);
            if (givesUp == "token") await giveUp.CancelAsync();
            if (givesUp == "Cancel") write.Cancel();

            var error = await Assert.ThrowsAsync<RoutingDbException>(() => working);
            Assert.Equal((StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
            Assert.InRange((scenario.Elapsed - begun).TotalSeconds, 2, givesUp.Length > 0 ? 2.5 : isTransaction ? 11 : 6);
        });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_fence_is_asked_for_on_the_writer_and_nowhere_else() => RunAsync(async (scenario, connection) =>
    {
        scenario.Cluster.LoseNextReply("db001");
        await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var questions = scenario.Sent.Where(sent => sent.Text.Contains(Marker, StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(questions);
        Assert.All(questions, question => Assert.Equal("db001", question.Server));
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task Without_the_table_it_is_told_and_writes_are_reported_as_ever() => Scenario.RunAsync(async scenario =>
    {
        await using var source = SourceOf(scenario, "testdb.nowhere");
        await using var connection = await source.OpenConnectionAsync();
        const string insert = "INSERT INTO notes (n) VALUES (1)";
        Assert.EndsWith("exactly once, if testdb.nowhere turns out to be as it should be", connection.Explain(insert).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await Scenario.ExecuteAsync(connection, insert));
        Assert.EndsWith("exactly once is not possible: of the table of markers, it does not exist", connection.Explain(insert).Reason, StringComparison.Ordinal);
        scenario.Cluster.LoseNextReply("db001");
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => Scenario.ExecuteAsync(connection, insert));
        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_table_that_goes_away_is_noticed_by_the_statement_that_needs_it() => RunAsync(async (scenario, connection) =>
    {
        await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        scenario.Cluster.Execute("db001", $"DROP TABLE {Marker}");
        Assert.Equal(1, await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)"));
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (3)", transaction);
            await transaction.CommitAsync();
        }

        Assert.Equal(3L, Count(scenario, "db001"));
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task A_transaction_that_only_reads_writes_no_marker() => RunAsync(async (scenario, connection) =>
    {
        foreach (var isLost in new[] { false, true })
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var read = connection.CreateCommand();
            (read.CommandText, read.Transaction) = ("SELECT COUNT(*) FROM notes", (RoutingDbTransaction)transaction);
            await read.ExecuteScalarAsync();
            if (isLost) scenario.Cluster.LoseNextReply("db001");
            await transaction.CommitAsync();
        }

        Assert.Equal(1L, scenario.Cluster.Scalar("db001", $"SELECT COUNT(*) FROM {Marker}"));
    });

    [Fact]
    [Trait("Requirement", "D07")]
    public Task Work_runs_again_where_nothing_of_it_is_there() => RunAsync(async (scenario, connection) =>
    {
        var attempts = 0;
        await RoutingScope.ExactlyOnce(async () =>
        {
            await using var own = (RoutingDbConnection)connection.Clone();
            await own.OpenAsync();
            await using var transaction = await own.BeginTransactionAsync();
            await Scenario.ExecuteAsync(own, "INSERT INTO notes (n) VALUES (1)", transaction);
            // Lost before the COMMIT, then with it.
            if (++attempts == 1) scenario.Cluster.BreakConnections("db001");
            if (attempts == 2) scenario.Cluster.LoseNextRequest("db001");
            await scenario.WaitAsync(5);
            await transaction.CommitAsync();
        });
        Assert.Equal(3, attempts);
        Assert.Equal(1L, Count(scenario, "db001"));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public Task Work_of_which_something_is_committed_does_not_run_again(bool inTransaction) => RunAsync(async (scenario, connection) =>
    {
        var attempts = 0;
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => RoutingScope.ExactlyOnce(async () =>
        {
            attempts++;
            await using (var first = inTransaction ? await connection.BeginTransactionAsync() : null)
            {
                await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", first);
                if (first is not null) await first.CommitAsync();
            }

            await using var transaction = await connection.BeginTransactionAsync();
            await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)", transaction);
            scenario.Cluster.LoseNextRequest("db001");
            await transaction.CommitAsync();
        }));
        Assert.Equal((StatementOutcome.RolledBack, 1), (error.Outcome, attempts));
        Assert.Equal(1L, Count(scenario, "db001"));
    });

    [Fact]
    public Task Explain_says_what_runs_exactly_once_and_why_the_rest_does_not() => RunAsync(async (scenario, connection) =>
    {
        await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        Assert.EndsWith("exactly once, with a marker in testdb.routingdata_marker", Reason("INSERT INTO notes (n) VALUES (2)"), StringComparison.Ordinal);
        Assert.Contains("exactly once is not possible", Reason("CREATE TABLE t (a INT)"), StringComparison.Ordinal);
        Assert.Contains("exactly once is not possible", Reason("CALL p()"), StringComparison.Ordinal);
        Assert.Contains("exactly once is not possible", Reason("INSERT INTO notes (n) VALUES (2); INSERT INTO notes (n) VALUES (3)"), StringComparison.Ordinal);
        Assert.DoesNotContain("exactly once", Reason("SELECT n FROM notes"), StringComparison.Ordinal);
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.EndsWith("its COMMIT goes with a marker", Reason("INSERT INTO notes (n) VALUES (2)"), StringComparison.Ordinal);

        string Reason(string text) => connection.Explain(text).Reason;
    });

    [Fact]
    [Trait("Requirement", "D08")]
    public Task Old_markers_are_deleted_and_young_ones_stay() => Scenario.RunAsync(async scenario =>
    {
        await using var source = SourceOf(scenario, Marker, retentionMs: 600_000);
        await source.CreateMarkerTableAsync();
        await using var connection = await source.OpenConnectionAsync();
        for (var n = 0; n < 3; n++) await Scenario.ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({n})");
        // At the next Open the cleaning begins.
        await connection.CloseAsync();
        await connection.OpenAsync();
        Assert.Equal(3L, scenario.Cluster.Scalar("db001", $"SELECT COUNT(*) FROM {Marker}"));
        await scenario.WaitAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(3L, scenario.Cluster.Scalar("db001", $"SELECT COUNT(*) FROM {Marker}"));
        await scenario.WaitAsync(TimeSpan.FromMinutes(2));
        await Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (9)");
        await scenario.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1L, scenario.Cluster.Scalar("db001", $"SELECT COUNT(*) FROM {Marker}"));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [Trait("Requirement", "D08")]
    public Task What_may_have_been_deleted_while_the_machine_slept_is_not_asked_for(int hours) => Scenario.RunAsync(async scenario =>
    {
        var clock = new SleptClock(scenario.Clock);
        await using var source = SourceOf(scenario, Marker, clock: clock);
        await source.CreateMarkerTableAsync();
        await using var connection = await source.OpenConnectionAsync();
        await Scenario.ExecuteAsync(connection, "DELETE FROM notes");
        scenario.Cluster.LoseNextReply("db001");
        var write = Scenario.ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(1);
        scenario.Cluster.Kill("db001");
        clock.Sleep(TimeSpan.FromHours(hours));
        scenario.Cluster.Promote("db002");
        if (hours < 12) Assert.Equal(1, await write);
        else Assert.Equal(StatementOutcome.Unknown, (await Assert.ThrowsAsync<RoutingDbException>(() => write)).Outcome);
    });

    private static Task RunAsync(Func<Scenario, RoutingDbConnection, Task> work) => Scenario.RunAsync(async scenario =>
    {
        await using var source = SourceOf(scenario, Marker);
        await source.CreateMarkerTableAsync();
        await using var connection = await source.OpenConnectionAsync();
        // The ground is looked at once.
        await Scenario.ExecuteAsync(connection, "DELETE FROM notes");
        await scenario.WaitAsync(100);
        await work(scenario, connection);
    });

    private static RoutingDbDataSource SourceOf(Scenario scenario, string table, int retentionMs = 86_400_000, int queryRetries = 2, TimeProvider? clock = null)
    {
        var options = scenario.Options();
        options.Failover.UnknownOutcome = UnknownOutcome.Resolve;
        options.Failover.MarkerTable = table;
        options.Failover.MarkerRetentionMs = retentionMs;
        options.Failover.QueryRetriesOnFailure = queryRetries;
        return new RoutingDbDataSourceBuilder(options).UseTimeProvider(clock ?? scenario.Clock).Build();
    }

    private static object? Count(Scenario scenario, string server) => scenario.Cluster.Scalar(server, "SELECT COUNT(*) FROM notes");
}
