using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A reader that the monitor finds well and that is much slower than the others is set aside, and comes back.</summary>
[Trait("Requirement", "D50")]
public sealed class OutlierTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";

    [Fact]
    public Task A_slow_reader_is_set_aside_for_a_while_and_the_reason_is_told() => RunAsync(async scenario =>
    {
        var options = scenario.Options(maximumPoolSize: 4);
        (options.Outliers.LatencyFactor, options.Outliers.AsideMs) = (5, 5000);
        await using var source = new RoutingDbDataSourceBuilder(options).UseTimeProvider(scenario.Clock).UseRandom(new Random(1)).Build();
        scenario.Cluster.Slow("db002", TimeSpan.FromMilliseconds(40));
        // By weight it would have half of them.
        Assert.InRange(await ReadAsync(100), 20, 80);
        Assert.Equal(0, await ReadAsync(50));

        var aside = source.Statistics.Servers.Single(server => server.SetAside is not null);
        Assert.Equal("db002", aside.Server.Hostname);
        Assert.Contains("to answer, and other readers", aside.SetAside, StringComparison.Ordinal);
        Assert.InRange(aside.SetAsideUntil!.Value - source.Statistics.At, TimeSpan.Zero, TimeSpan.FromSeconds(5));

        scenario.Cluster.Slow("db002", TimeSpan.Zero);
        await scenario.WaitAsync(5000);
        Assert.InRange(await ReadAsync(50), 10, 40);
        Assert.All(source.Statistics.Servers, server => Assert.Null(server.SetAside));

        async Task<int> ReadAsync(int times)
        {
            var there = 0;
            for (var time = 0; time < times; time++)
            {
                await using var connection = await source.OpenConnectionAsync();
                await ScalarAsync(connection, Count);
                if (connection.LastServer!.Value.Hostname == "db002") there++;
            }

            return there;
        }
    }, writerIsAlsoReader: false);
}
