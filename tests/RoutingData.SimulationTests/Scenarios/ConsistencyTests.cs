using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What a session sees of what it wrote and has seen, with readers that apply late.</summary>
[Trait("Requirement", "D21")]
public sealed class ConsistencyTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";

    private static readonly SimulatedClusterOptions Late = new() { ReplicationDelay = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public Task A_session_reads_what_it_wrote_on_the_writer_until_a_reader_is_known_to_have_it() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        for (var n = 1L; n <= 20; n++)
        {
            await ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({n})");
            Assert.Equal(n, await ScalarAsync(connection, Count));
            Assert.Equal("db001", connection.LastServer!.Value.Hostname);
            await scenario.WaitAsync(500);
            Assert.Equal(n, await ScalarAsync(connection, Count));
            Assert.NotEqual("db001", connection.LastServer!.Value.Hostname);
        }
    }, Late, writerIsAlsoReader: false);

    [Fact]
    [Trait("Requirement", "D42")]
    public Task A_session_that_moves_to_a_fresher_reader_returns_the_connection_to_the_former_one() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ScalarAsync(connection, Count);
        for (var n = 1L; n <= 6; n++)
        {
            var former = connection.LastServer!.Value;
            scenario.Cluster.StopReplication(former.Hostname);
            await ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({n})");
            await scenario.WaitAsync(500);
            Assert.Equal(n, await ScalarAsync(connection, Count));
            Assert.NotEqual(former, connection.LastServer);
            Assert.Equal(2, connection.Session!.Held.Length);
            scenario.Cluster.StartReplication(former.Hostname);
            await scenario.WaitAsync(500);
        }
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task Whatever_it_wrote_with() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        var written = 0L;
        Func<Task>[] ways =
        [
            () => ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"),
            async () =>
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)", transaction);
                await scenario.WaitAsync(300);
                await transaction.CommitAsync();
            },
            async () =>
            {
                await ExecuteAsync(connection, "BEGIN");
                await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
                await scenario.WaitAsync(300);
                await ExecuteAsync(connection, "COMMIT");
            },
            async () =>
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1; INSERT INTO notes (n) VALUES (1)";
                await using var reader = await command.ExecuteReaderAsync();
                await reader.ReadAsync();
            },
        ];
        foreach (var write in ways)
        {
            await scenario.WaitAsync(500);
            await write();
            Assert.Equal(++written, await ScalarAsync(connection, Count));
        }
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task It_is_one_session_over_Close_and_Open_and_another_connection_is_another() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await connection.CloseAsync();
        await using var other = await scenario.Source.OpenConnectionAsync();
        Assert.Equal(0L, await ScalarAsync(other, Count));

        await connection.OpenAsync();
        Assert.Equal(1L, await ScalarAsync(connection, Count));
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task Connections_in_one_scope_are_one_session_however_deep_a_call_wrote() => RunAsync(async scenario =>
    {
        using var _ = RoutingScope.ReadYourWrites();
        await using var before = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        Assert.Equal(0L, await ScalarAsync(before, Count));
        for (var n = 1L; n <= 5; n++)
        {
            await WriteDeepAsync();
            Assert.Equal(n, await ScalarAsync(before, Count));
            await using var after = await scenario.Source.OpenConnectionAsync();
            Assert.Equal(n, await ScalarAsync(after, Count));
        }

        async Task WriteDeepAsync()
        {
            await Task.Yield();
            await using var connection = await scenario.Source.OpenConnectionAsync();
            await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        }
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task A_transaction_of_reads_begins_where_its_writes_are() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await using (var transaction = await connection.BeginReadOnlyTransactionAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Count;
            command.Transaction = transaction;
            Assert.Equal(1L, await command.ExecuteScalarAsync());
            await transaction.CommitAsync();
        }

        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");
        await ExecuteAsync(connection, "START TRANSACTION READ ONLY");
        Assert.Equal(2L, await ScalarAsync(connection, Count));
        await ExecuteAsync(connection, "COMMIT");
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task What_it_has_seen_it_sees_on_the_next_server_too() => RunAsync(async scenario =>
    {
        scenario.Cluster.Lag("db003", TimeSpan.FromMilliseconds(300));
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        var seen = 0L;
        var servers = new HashSet<string>();
        for (var n = 1; n <= 200; n++)
        {
            // Somebody else's writes.
            scenario.Cluster.Execute("db001", $"INSERT INTO notes (n) VALUES ({n})");
            await scenario.WaitAsync(n % 20 == 0 ? 2000 : 7);
            var count = (long)(await ScalarAsync(connection, Count))!;
            Assert.True(count >= seen, $"{count} rows on {connection.LastServer}, {seen} were seen");
            seen = count;
            servers.Add(connection.LastServer!.Value.Hostname);
            await connection.CloseAsync();
            await connection.OpenAsync();
        }

        // It must have changed the server.
        Assert.Contains("db002", servers);
        Assert.Contains("db003", servers);
    }, writerIsAlsoReader: false);

    [Theory]
    [InlineData(ConsistencyLevel.Eventual, false)]
    [InlineData(ConsistencyLevel.Session, false)]
    [InlineData(ConsistencyLevel.Global, true)]
    public Task Others_writes_are_seen_at_once_where_that_is_asked_for(ConsistencyLevel level, bool isSeen) => RunAsync(async scenario =>
    {
        await using var writer = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(writer, "INSERT INTO notes (n) VALUES (1)");
        await using var connection = await scenario.Source.OpenConnectionAsync();
        using var _ = RoutingScope.Consistency(level);
        Assert.Equal(isSeen ? 1L : 0L, await ScalarAsync(connection, Count));
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task A_bound_counts_others_writes() => RunAsync(async scenario =>
    {
        scenario.Cluster.Lag("db003", TimeSpan.FromSeconds(2));
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        using var _ = RoutingScope.NoOlderThan(TimeSpan.FromMilliseconds(250));
        var written = new List<TimeSpan>();
        var byReaders = 0;
        for (var n = 0; n < 300; n++)
        {
            scenario.Cluster.Execute("db001", $"INSERT INTO notes (n) VALUES ({n})");
            written.Add(scenario.Elapsed);
            await scenario.WaitAsync(10);
            var begun = scenario.Elapsed;
            var count = (long)(await ScalarAsync(connection, Count))!;
            Assert.True(count >= written.Count(at => at < begun - TimeSpan.FromMilliseconds(250)));
            if (connection.LastServer!.Value.Hostname != "db001") byReaders++;
            await connection.CloseAsync();
            await connection.OpenAsync();
        }

        Assert.True(byReaders > 100, $"{byReaders} reads by readers");
    }, writerIsAlsoReader: false);

    [Fact]
    public Task Without_writes_nobody_is_asked_and_nothing_is_sent_but_what_the_caller_sends() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        for (var n = 0; n < 100; n++)
        {
            await ScalarAsync(connection, Count);
            await scenario.WaitAsync(20);
        }

        Assert.Equal(0, scenario.Source.Runtime.Monitor.Evidence.Asked.Questions);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await ScalarAsync(connection, Count);
        await scenario.WaitAsync(10_000);
        var asked = scenario.Source.Runtime.Monitor.Evidence.Asked.Questions;
        Assert.InRange(asked, 1, 60);
        await scenario.WaitAsync(10_000);
        Assert.Equal(asked, scenario.Source.Runtime.Monitor.Evidence.Asked.Questions);
        Assert.Equal(102, scenario.Sent.Count(sent => sent.Text == Count || sent.Text.StartsWith("INSERT", StringComparison.Ordinal)));
        Assert.DoesNotContain(scenario.Sent, sent => sent.Text.Contains("gtid", StringComparison.Ordinal));
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task However_much_is_written_servers_are_asked_a_hundred_times_a_second_at_most() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        var begun = scenario.Elapsed;
        for (var n = 0; n < 2000; n++)
        {
            await ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({n})");
            await ScalarAsync(connection, Count);
        }

        var seconds = (scenario.Elapsed - begun).TotalSeconds;
        Assert.InRange(scenario.Source.Runtime.Monitor.Evidence.Asked.Rounds / seconds, 20, 100);
    }, writerIsAlsoReader: false);

    [Fact]
    public Task The_reason_says_who_has_the_writes() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var kept = connection.Explain(Count);
        Assert.Equal(10, kept.Hostgroup);
        Assert.EndsWith("; no reader is known to have what this session has written and seen yet: the writer", kept.Reason, StringComparison.Ordinal);
        await scenario.WaitAsync(1000);
        var fresh = connection.Explain(Count);
        Assert.Equal(20, fresh.Hostgroup);
        Assert.EndsWith("; readers db002, db003 have what this session has written and seen", fresh.Reason, StringComparison.Ordinal);
    }, Late, writerIsAlsoReader: false);

    [Fact]
    public Task A_read_may_wait_for_a_reader_instead_of_going_to_the_writer() => RunAsync(async scenario =>
    {
        var options = scenario.Options();
        options.Monitor.WriterIsAlsoReader = false;
        options.Consistency.WaitMs = 1000;
        scenario.Source.Reload(options);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        Assert.Equal(1L, await ScalarAsync(connection, Count));
        Assert.NotEqual("db001", connection.LastServer!.Value.Hostname);
    }, Late, writerIsAlsoReader: false);

    [Fact]
    [Trait("Requirement", "D24")]
    public Task Where_writes_have_no_numbers_a_session_that_has_written_reads_on_the_writer() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ScalarAsync(connection, Count);
        Assert.NotEqual("db001", connection.LastServer!.Value.Hostname);
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(5000);
        Assert.Equal(1L, await ScalarAsync(connection, Count));
        Assert.Equal("db001", connection.LastServer!.Value.Hostname);

        var options = scenario.Options();
        options.Monitor.WriterIsAlsoReader = false;
        options.Consistency.AssumeFreshAfterMs = 1000;
        scenario.Source.Reload(options);
        await scenario.WaitAsync(5000);
        Assert.Equal(1L, await ScalarAsync(connection, Count));
        Assert.NotEqual("db001", connection.LastServer!.Value.Hostname);
    }, new SimulatedClusterOptions { Version = "8.4.0", NumbersTransactions = false }, writerIsAlsoReader: false);

    [Fact]
    public Task What_was_written_without_the_binary_log_is_read_on_the_writer_for_ever() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await SettleAsync(scenario);
        await ExecuteAsync(connection, "SET sql_log_bin = 0");
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await ExecuteAsync(connection, "SET sql_log_bin = 1");
        for (var opened = 0; opened < 5; opened++)
        {
            await scenario.WaitAsync(3000);
            await ScalarAsync(connection, Count);
            Assert.Equal("db001", connection.LastServer!.Value.Hostname);
            await connection.CloseAsync();
            await connection.OpenAsync();
        }
    }, Late, writerIsAlsoReader: false);

    // The table must be on all of them.
    private static async Task SettleAsync(Scenario scenario)
    {
        await scenario.WaitForWriterAsync("db001");
        await scenario.WaitAsync(3000);
    }
}
