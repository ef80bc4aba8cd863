using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What goes wrong around a second reader is nothing to the first, and nothing of the second one is left behind.</summary>
[Trait("Requirement", "D50")]
public sealed class SecondReaderTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";

    [Fact]
    public Task A_read_gets_its_answer_though_no_second_reader_can_be_chosen() => HedgedAsync(async (scenario, source, policy) =>
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            await ScalarAsync(connection, Count);
            scenario.Cluster.Slow("db002", TimeSpan.FromMilliseconds(150));
            policy.Throws = true;
            Assert.Equal(0L, await ScalarAsync(connection, Count));
            Assert.Equal(1, policy.Thrown);
            // The connection is not busy with it any more.
            Assert.Equal(0L, await ScalarAsync(connection, Count));
        }

        await NothingIsInUseAsync(scenario, source);
    });

    [Fact]
    public Task A_connection_is_opened_though_no_second_reader_can_be_chosen() => HedgedAsync(async (scenario, source, policy) =>
    {
        await using (var connection = await source.OpenConnectionAsync()) await ScalarAsync(connection, Count);
        // The driver waits for it to reset the session.
        scenario.Cluster.Pause("db002");
        await using (var connection = await source.OpenConnectionAsync())
        {
            var reading = ScalarAsync(connection, Count);
            policy.Throws = true;
            await scenario.WaitAsync(30);
            scenario.Cluster.Resume("db002");
            Assert.Equal(0L, await reading);
            Assert.Equal(1, policy.Thrown);
        }

        await NothingIsInUseAsync(scenario, source);
    });

    [Fact]
    public Task Cancel_stops_the_reader_that_has_answered() => HedgedAsync(async (scenario, source, _) =>
    {
        for (var n = 0; n < 5; n++) scenario.Cluster.Execute("db001", $"INSERT INTO notes (n) VALUES ({n})");
        await scenario.WaitAsync(100);
        await using var connection = await source.OpenConnectionAsync();
        await ScalarAsync(connection, Count);
        scenario.Cluster.Slow("db002", TimeSpan.FromMilliseconds(150));
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT n FROM notes";
        await using (var reader = await command.ExecuteReaderAsync())
        {
            Assert.Equal(1, source.Statistics.Hedges.Won);
            Assert.True(await reader.ReadAsync());
            command.Cancel();
            var error = await Assert.ThrowsAsync<SimulatedDbException>(() => reader.ReadAsync());
            Assert.Equal(1317, error.Number);
        }

        // From then on its Cancel() is that of what it runs next.
        command.CommandText = Count;
        Assert.Equal(5L, await command.ExecuteScalarAsync());
    }, rowsPerPacket: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_caller_that_gives_up_leaves_no_second_read_behind(bool cancels) => HedgedAsync(async (scenario, source, _) =>
    {
        await using var connection = await source.OpenConnectionAsync();
        await ScalarAsync(connection, Count);
        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Slow(reader, TimeSpan.FromMilliseconds(150));
        await using var command = connection.CreateCommand();
        command.CommandText = Count;
        using var gaveUp = new CancellationTokenSource();
        var reading = command.ExecuteScalarAsync(gaveUp.Token);
        await scenario.WaitAsync(60);
        Assert.Equal((1, 1), (InUse(source, "db002"), InUse(source, "db003")));

        if (cancels) command.Cancel();
        else await gaveUp.CancelAsync();
        await scenario.WaitAsync(5);
        Assert.Equal(0, InUse(source, "db003"));
        if (cancels) await reading;
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_caller_that_gives_up_leaves_no_second_open_behind(bool cancels) => HedgedAsync(async (scenario, source, policy) =>
    {
        foreach (var reader in (string[])["db003", "db002"])
        {
            policy.Pick = reader;
            await using var former = await source.OpenConnectionAsync();
            await ScalarAsync(former, Count);
        }

        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Pause(reader);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Count;
        using var gaveUp = new CancellationTokenSource();
        var reading = command.ExecuteScalarAsync(gaveUp.Token);
        await scenario.WaitAsync(60);
        Assert.Equal((1, 1), (InUse(source, "db002"), InUse(source, "db003")));

        if (cancels) command.Cancel();
        else await gaveUp.CancelAsync();
        await scenario.WaitAsync(5);
        Assert.Equal(0, InUse(source, "db003"));
        foreach (var reader in (string[])["db002", "db003"]) scenario.Cluster.Resume(reader);
        if (cancels) await reading.ContinueWith(static _ => { }, TaskScheduler.Default);
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    });

    [Fact]
    public Task A_second_read_that_found_no_room_is_neither_counted_nor_paid_for() => HedgedAsync(async (scenario, source, policy) =>
    {
        policy.Pick = "db003";
        await using (var other = await source.OpenConnectionAsync())
        {
            // It keeps the only place there.
            await ScalarAsync(other, Count);
            policy.Pick = "db002";
            await using var connection = await source.OpenConnectionAsync();
            for (var read = 0; read < 3; read++)
            {
                scenario.Cluster.Slow("db002", TimeSpan.FromMilliseconds(read == 2 ? 50 : 0));
                Assert.Equal(0L, await ScalarAsync(connection, Count));
            }

            Assert.Equal((4, 0, 0), Counted(source));
        }

        // What was saved is there still: four reads pay for one and no more.
        await using var again = await source.OpenConnectionAsync();
        Assert.Equal(0L, await ScalarAsync(again, Count));
        Assert.Equal((5, 1, 0), Counted(source));
    }, maximumPoolSize: 1, maxPercent: 25);

    [Fact]
    public Task A_reader_whose_reads_all_lose_is_set_aside_as_slow() => HedgedAsync(async (scenario, source, _) =>
    {
        scenario.Cluster.Slow("db002", TimeSpan.FromMilliseconds(30));
        for (var read = 0; read < 500 && source.Statistics.Servers.All(server => server.SetAside is null); read++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await ScalarAsync(connection, Count);
        }

        Assert.Equal("db002", source.Statistics.Servers.Single(server => server.SetAside is not null).Server.Hostname);
    }, latencyFactor: 5);

    private static (long Reads, long Sent, long Refused) Counted(RoutingDbDataSource source) =>
        (source.Statistics.Hedges.Reads, source.Statistics.Hedges.Sent, source.Statistics.Hedges.Refused);

    private static int InUse(RoutingDbDataSource source, string name) =>
        source.Statistics.Servers.Single(each => each.Server.Hostname == name).Pool.InUse;

    private static async Task NothingIsInUseAsync(Scenario scenario, RoutingDbDataSource source)
    {
        await scenario.WaitAsync(1000);
        Assert.All(source.Statistics.Servers, each => Assert.Equal(0, each.Pool.InUse));
    }

    private static Task HedgedAsync(
        Func<Scenario, RoutingDbDataSource, PickedReader, Task> work, int maximumPoolSize = 4, int maxPercent = 100, int rowsPerPacket = 1000, int latencyFactor = 0) =>
        RunAsync(
            async scenario =>
            {
                var policy = new PickedReader();
                var options = scenario.Options(maximumPoolSize).AddReaderSelectionPolicy(policy);
                options.Pool.ReaderSelection = policy.Name;
                (options.Hedging.AfterMs, options.Hedging.MaxPercent) = (10, maxPercent);
                (options.Outliers.LatencyFactor, options.Consistency.Level) = (latencyFactor, ConsistencyLevel.Eventual);
                await using var source = new RoutingDbDataSourceBuilder(options).UseTimeProvider(scenario.Clock).Build();
                await using (await source.OpenConnectionAsync())
                {
                    // All servers are known.
                    await scenario.WaitAsync(2000);
                }

                await work(scenario, source, policy);
            },
            new SimulatedClusterOptions { Replicas = 3, RowsPerPacket = rowsPerPacket }, writerIsAlsoReader: false);
}
