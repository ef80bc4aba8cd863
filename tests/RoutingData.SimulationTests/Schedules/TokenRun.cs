using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>One run of sessions that go from process to process while servers die and are promoted: the cluster of the schedule of the same seed, and three routers
/// over it that know nothing of each other.</summary>
internal sealed class TokenRun(int seed)
{
    private const int Processes = 3;
    private const int Sessions = 3;

    private readonly RunPlan _plan = RunPlan.Of(seed);
    private readonly SimulatedClock _clock = new();

    public async Task<TokenHistory> RunAsync()
    {
        var cluster = new SimulatedCluster(_clock, _plan.Cluster);
        TokenHistory? history = null;
        await _clock.RunAsync(async () => history = await RunAsync(cluster));
        return history!;
    }

    private async Task<TokenHistory> RunAsync(SimulatedCluster cluster)
    {
        cluster.Execute("db001", "CREATE TABLE writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        await Task.Delay(_plan.Cluster.ReplicationDelay + TimeSpan.FromMilliseconds(20), _clock);
        var random = new Random(seed ^ 0x0F0F0F0F);
        RoutingDbDataSource[] processes = [.. Enumerable.Range(0, Processes).Select(_ =>
            new RoutingDbDataSourceBuilder(_plan.Router(cluster)).UseTimeProvider(_clock).UseRandom(new Random(random.Next())).Build())];
        var steps = new List<TokenStep>();
        TokenSession[] sessions = [.. Enumerable.Range(1, Sessions).Select(id => new TokenSession(id, random.Next(), processes, cluster, _clock, steps))];
        await Task.WhenAll([new TokenFaults(cluster, _clock, new Random(random.Next())).RunAsync(), .. sessions.Select(session => session.RunAsync())]);
        ScheduledRun.Repair(cluster);
        // Every process has seen it, and every reader has it all.
        await Task.Delay(TimeSpan.FromSeconds(10), _clock);
        var ends = new List<TokenEnd>();
        foreach (var session in sessions) ends.AddRange(await session.EndAsync());
        foreach (var process in processes) await process.DisposeAsync();
        return new TokenHistory(
            cluster.History, steps, ends, NumbersOf(cluster, SimulatedEventKind.Discarded), cluster.Writer.Log.Transactions.SelectMany(Invariants.Writes.Numbers).ToHashSet(),
            NumbersOf(cluster, SimulatedEventKind.Committed), Renumbered(cluster));
    }

    private HashSet<int> Renumbered(SimulatedCluster cluster) =>
    [
        .. cluster.History.Where(happened => happened is { Kind: SimulatedEventKind.Committed, Transaction: not null }).Select(happened => happened.Transaction!)
            .GroupBy(transaction => (transaction.Origin, transaction.Sequence)).Where(same => same.Count() > 1)
            .SelectMany(same => same.SelectMany(Invariants.Writes.Numbers)),
        .. _plan.Cluster.Version.Contains("MariaDB", StringComparison.Ordinal) ? Passed(cluster) : [],
    ];

    // MariaDB keeps the last number of each server only: one that came back without its last writes has them again, as far as its state says, once it goes on after them.
    private static IEnumerable<int> Passed(SimulatedCluster cluster)
    {
        var survived = cluster.Writer.Log.Transactions;
        var last = survived.GroupBy(transaction => transaction.Origin).ToDictionary(of => of.Key, of => of.Max(transaction => transaction.Sequence));
        return cluster.History.Where(happened => happened is { Kind: SimulatedEventKind.Committed, Transaction: { } transaction }
                && last.TryGetValue(transaction.Origin, out var sequence) && transaction.Sequence <= sequence)
            .SelectMany(happened => Invariants.Writes.Numbers(happened.Transaction!))
            .Except(survived.SelectMany(Invariants.Writes.Numbers));
    }

    private static HashSet<int> NumbersOf(SimulatedCluster cluster, SimulatedEventKind kind) =>
        [.. cluster.History.Where(happened => happened.Kind == kind && happened.Transaction is not null).SelectMany(happened => Invariants.Writes.Numbers(happened.Transaction!))];
}
