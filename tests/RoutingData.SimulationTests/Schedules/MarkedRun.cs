using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>One exactly-once run: sessions that write while writers die.</summary>
internal sealed class MarkedRun(int seed)
{
    private readonly Random _random = new(seed);
    private readonly SimulatedClock _clock = new();

    public async Task<MarkedHistory> RunAsync()
    {
        var cluster = new SimulatedCluster(_clock, new SimulatedClusterOptions
        {
            Seed = _random.Next(),
            Version = _random.Next(2) == 0 ? "10.11.9-MariaDB" : "9.4.0",
            ReplicationDelay = TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(100)),
        });
        MarkedHistory? history = null;
        await _clock.RunAsync(async () => history = await RunAsync(cluster));
        return history!;
    }

    private async Task<MarkedHistory> RunAsync(SimulatedCluster cluster)
    {
        cluster.Execute("db001", "CREATE TABLE writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        var byScope = _random.Next(3) == 0;
        await using var source = new RoutingDbDataSourceBuilder(new RoutingOptions
        {
            ConnectionString = $"{cluster.ConnectionString};Maximum Pool Size={_random.Next(2, 6)}",
            Monitor = { Username = "monitor" },
            Failover = { UnknownOutcome = byScope ? UnknownOutcome.Report : UnknownOutcome.Resolve },
        }.UseDriver(cluster.Factory)).UseTimeProvider(_clock).UseRandom(new Random(_random.Next())).Build();
        await source.CreateMarkerTableAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300), _clock);
        var calls = new List<MarkedCall>();
        var faults = new MarkedFaults(cluster, _clock, new Random(_random.Next()));
        var sessions = Enumerable.Range(1, _random.Next(2, 5))
            .Select(id => new MarkedSession(id, _random.Next(), source, _clock, calls, byScope)).ToArray();
        await Task.WhenAll([faults.RunAsync(), .. sessions.Select(session => session.RunAsync())]);
        ScheduledRun.Repair(cluster);
        await Task.Delay(TimeSpan.FromSeconds(10), _clock);
        return new MarkedHistory(cluster.History, calls, cluster.Writer.Log.Transactions, faults.Deaths);
    }
}
