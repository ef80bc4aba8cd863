using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A read that is late is sent to a second reader, and the first answer counts.</summary>
[Trait("Requirement", "D50")]
public sealed class HedgedReadTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";
    private const int UntilFetched = 4000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_reader_that_does_not_answer_costs_a_moment_and_its_connection(bool reads) => HedgedAsync(async (scenario, source) =>
    {
        await using var connection = await ReadOnceAsync(scenario, source);
        var slow = connection.LastServer!.Value;
        scenario.Cluster.Slow(slow.Hostname, TimeSpan.FromMilliseconds(150));

        var begun = scenario.Elapsed;
        Assert.Equal(0L, await AskAsync(connection, reads));
        Assert.InRange((scenario.Elapsed - begun).TotalMilliseconds, 10, 30);
        Assert.NotEqual(slow, connection.LastServer);
        Assert.Equal((1, 1), (source.Statistics.Hedges.Sent, source.Statistics.Hedges.Won));

        // The session goes on where it was answered, with one connection.
        var other = connection.LastServer;
        Assert.Equal(0L, await AskAsync(connection, reads));
        Assert.Equal(other, connection.LastServer);
        Assert.Equal(1, connection.Session!.Held.Length);
    });

    [Fact]
    public Task A_first_answer_that_comes_first_is_taken_and_the_second_one_is_read_to_its_end() => HedgedAsync(async (scenario, source) =>
    {
        await using var connection = await ReadOnceAsync(scenario, source);
        var server = connection.LastServer!.Value;
        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Slow(reader, TimeSpan.FromMilliseconds(reader == server.Hostname ? 60 : 30));
        Assert.Equal(0L, await AskAsync(connection, reads: true));
        Assert.Equal(server, connection.LastServer);
        Assert.Equal((1, 0), (source.Statistics.Hedges.Sent, source.Statistics.Hedges.Won));

        await scenario.WaitAsync(500);
        Assert.Equal(1, scenario.Cluster.RentedConnections);
        Assert.All(source.Statistics.Servers, each => Assert.Equal(each.Server == server ? 1 : 0, each.Pool.InUse));
    });

    [Fact]
    public Task A_command_can_be_changed_and_run_again_at_once() => HedgedAsync(async (scenario, source) =>
    {
        scenario.Cluster.Execute("db001", "INSERT INTO notes (n) VALUES (7)");
        await scenario.WaitAsync(100);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT n FROM notes WHERE id = @id";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", 1);
        command.Parameters.Add(id);
        Assert.Equal(7, Convert.ToInt32(await command.ExecuteScalarAsync()));
        await scenario.WaitAsync(UntilFetched);
        scenario.Cluster.Slow(connection.LastServer!.Value.Hostname, TimeSpan.FromMilliseconds(150));
        Assert.Equal(7, Convert.ToInt32(await command.ExecuteScalarAsync()));
        id.Value = 2;
        Assert.Null(await command.ExecuteScalarAsync());
        command.CommandText = Count;
        command.Parameters.Clear();
        Assert.Equal(1L, await command.ExecuteScalarAsync());
        Assert.Equal(1, source.Statistics.Hedges.Won);
    });

    [Fact]
    [Trait("Requirement", "D21")]
    public Task No_reader_that_lacks_what_the_session_has_written_is_asked() => HedgedAsync(async (scenario, source) =>
    {
        await using var connection = await ReadOnceAsync(scenario, source);
        var server = connection.LastServer!.Value.Hostname;
        scenario.Cluster.StopReplication(server == "db002" ? "db003" : "db002");
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await scenario.WaitAsync(500);
        Assert.Equal(1L, await ScalarAsync(connection, Count));
        Assert.Equal(server, connection.LastServer!.Value.Hostname);
        scenario.Cluster.Slow(server, TimeSpan.FromMilliseconds(100));
        Assert.Equal(1L, await ScalarAsync(connection, Count));
        Assert.Equal(0, source.Statistics.Hedges.Sent);
    });

    [Fact]
    public Task What_holds_state_is_not_sent_twice() => HedgedAsync(async (scenario, source) =>
    {
        await using var connection = await ReadOnceAsync(scenario, source);
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.Slow(server.Name, TimeSpan.FromMilliseconds(100));
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (Count, transaction);
            Assert.Equal(1L, await command.ExecuteScalarAsync());
        }

        await ExecuteAsync(connection, "SET @mark = 1");
        await ScalarAsync(connection, Count);
        Assert.Equal(0, source.Statistics.Hedges.Sent);
    });

    [Fact]
    public Task A_caller_that_gives_up_gets_its_cancellation_and_nothing_is_left() => HedgedAsync(async (scenario, source) =>
    {
        await using var connection = await ReadOnceAsync(scenario, source);
        var server = connection.LastServer!.Value.Hostname;
        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Slow(reader, TimeSpan.FromMilliseconds(reader == server ? 150 : 30));
        using var gaveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(60), scenario.Clock);
        await using var command = connection.CreateCommand();
        command.CommandText = Count;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(gaveUp.Token));
        Assert.Equal(1, source.Statistics.Hedges.Sent);
        await connection.CloseAsync();
        await scenario.WaitAsync(1000);
        Assert.All(source.Statistics.Servers, each => Assert.Equal(0, each.Pool.InUse));
        await connection.OpenAsync();
        Assert.Equal(0L, await ScalarAsync(connection, Count));
    });

    [Fact]
    public Task A_budget_that_is_spent_leaves_reads_where_they_are() => HedgedAsync(async (scenario, source) =>
    {
        for (var read = 0; read < 40; read++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await ScalarAsync(connection, Count);
        }

        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Slow(reader, TimeSpan.FromMilliseconds(50));
        for (var read = 0; read < 20; read++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await ScalarAsync(connection, Count);
        }

        // Sixty reads have paid for three second ones; connections that were late are paid for too.
        var hedges = source.Statistics.Hedges;
        Assert.Equal(60, hedges.Reads);
        Assert.InRange(hedges.Sent + hedges.Opened, 1, 3);
        Assert.InRange(hedges.Refused, 15, int.MaxValue);
    }, maxPercent: 5);

    // Then the other reader is known to show as much as this one has.
    private static async Task<RoutingDbConnection> ReadOnceAsync(Scenario scenario, RoutingDbDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await ScalarAsync(connection, Count);
        await scenario.WaitAsync(UntilFetched);
        return connection;
    }

    private static async Task<object?> AskAsync(RoutingDbConnection connection, bool reads)
    {
        if (!reads) return await ScalarAsync(connection, Count);
        await using var command = connection.CreateCommand();
        command.CommandText = Count;
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return reader.GetValue(0);
    }

    private static Task HedgedAsync(Func<Scenario, RoutingDbDataSource, Task> work, int maxPercent = 100) => RunAsync(async scenario =>
    {
        var options = scenario.Options(maximumPoolSize: 4);
        (options.Hedging.AfterMs, options.Hedging.MaxPercent) = (10, maxPercent);
        await using var source = new RoutingDbDataSourceBuilder(options).UseTimeProvider(scenario.Clock).Build();
        await using (await source.OpenConnectionAsync())
        {
            // All servers are known.
            await scenario.WaitAsync(2000);
        }

        await work(scenario, source);
    }, new SimulatedClusterOptions(), writerIsAlsoReader: false);
}
