using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What one connection of a scope has seen no other one of it un-sees, with readers of which one is late, while others write.</summary>
[Trait("Requirement", "D21")]
public sealed class SeenInScopeTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";

    private static readonly SimulatedClusterOptions Options = new() { ReplicationDelay = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public Task What_one_connection_has_seen_the_next_one_sees() => RunAsync(async scenario =>
    {
        await SettleAsync(scenario);
        var (seen, byReaders, turns) = (0L, 0, 0);
        using var _ = RoutingScope.ReadYourWrites();
        for (var n = 1; n <= 300; n++)
        {
            scenario.Cluster.Execute("db001", "INSERT INTO notes (n) VALUES (1)");
            await scenario.WaitAsync(n % 20 == 0 ? 1000 : 7);
            await using var connection = await scenario.Source.OpenConnectionAsync();
            var count = (long)(await ScalarAsync(connection, Count))!;
            Assert.True(count >= seen, $"{count} rows on {connection.LastServer}, {seen} were seen");
            seen = count;
            turns++;
            if (connection.LastServer!.Value.Hostname != "db001") byReaders++;
        }

        // The scope stays on a reader, and does not gather on the writer.
        Assert.InRange(byReaders, turns * 9 / 10, turns);
    }, Options, writerIsAlsoReader: false);

    [Fact]
    public Task What_connections_have_seen_at_once_each_sees_afterwards() => RunAsync(async scenario =>
    {
        await SettleAsync(scenario);
        using var _ = RoutingScope.ReadYourWrites();
        RoutingDbConnection[] connections = [await scenario.Source.OpenConnectionAsync(), await scenario.Source.OpenConnectionAsync()];
        var seen = 0L;
        for (var n = 1; n <= 300; n++)
        {
            scenario.Cluster.Execute("db001", "INSERT INTO notes (n) VALUES (1)");
            await scenario.WaitAsync(n % 20 == 0 ? 1000 : n % 11);
            var counts = await Task.WhenAll(connections.Select(connection => ScalarAsync(connection, Count)));
            Assert.All(counts, count => Assert.True((long)count! >= seen, $"{count} rows, {seen} were seen"));
            seen = counts.Max(count => (long)count!);
        }

        foreach (var connection in connections) await connection.DisposeAsync();
    }, Options, writerIsAlsoReader: false);

    [Fact]
    public Task A_write_of_one_connection_takes_no_reader_for_fresh_that_another_has_read_on() => RunAsync(async scenario =>
    {
        await SettleAsync(scenario);
        using var _ = RoutingScope.ReadYourWrites();
        for (var n = 1L; n <= 50; n++)
        {
            await using var reading = await scenario.Source.OpenConnectionAsync();
            Assert.Equal(n - 1, await ScalarAsync(reading, Count));
            await using (var writing = await scenario.Source.OpenConnectionAsync()) await ExecuteAsync(writing, "INSERT INTO notes (n) VALUES (1)");
            await reading.CloseAsync();
            await reading.OpenAsync();
            Assert.Equal(n, await ScalarAsync(reading, Count));
        }
    }, Options, writerIsAlsoReader: false);

    [Fact]
    public Task The_last_result_of_a_text_counts_as_the_first() => RunAsync(async scenario =>
    {
        await SettleAsync(scenario);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        var seen = 0L;
        for (var n = 1; n <= 100; n++)
        {
            scenario.Cluster.Execute("db001", "INSERT INTO notes (n) VALUES (1)");
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = $"SELECT 1; {Count}";
                await using var reader = await command.ExecuteReaderAsync();
                await scenario.WaitAsync(n % 13);
                await reader.NextResultAsync();
                await reader.ReadAsync();
                Assert.True(reader.GetInt64(0) >= seen, $"{reader.GetInt64(0)} rows on {connection.LastServer}, {seen} were seen");
                seen = reader.GetInt64(0);
            }

            await connection.CloseAsync();
            await connection.OpenAsync();
        }
    }, Options, writerIsAlsoReader: false);

    private static async Task SettleAsync(Scenario scenario)
    {
        scenario.Cluster.Lag("db003", TimeSpan.FromMilliseconds(300));
        await (await scenario.Source.OpenConnectionAsync()).DisposeAsync();
        await scenario.WaitForWriterAsync("db001");
        await scenario.WaitAsync(3000);
    }
}
