using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>Lets the targets work in turns, A B B A A B ..., so that what else the machine does meets all of them alike.</summary>
internal static class Alternation
{
    // Workers that keep all processors busy leave the JIT no time to compile what is hot for good: one of them lets it.
    private static readonly TimeSpan Training = TimeSpan.FromSeconds(5);

    // For caches and pools.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>Has everything compiled as in an application that has been up for a while.</summary>
    public static async Task TrainAsync(string workload, ThroughputOptions options, IReadOnlyList<Target> targets)
    {
        foreach (var target in targets)
        {
            await using var crew = await Crew.StartAsync(target, workload, workers: 1, options);
            await crew.WorkAsync(Training);
        }
    }

    /// <summary>All rounds of one workload with so many workers.</summary>
    public static async Task<List<ThroughputRow>> RunAsync(
        string workload, int workers, ThroughputOptions options, IReadOnlyList<Target> targets)
    {
        List<Slice>[] slices = [.. targets.Select(_ => new List<Slice>())];
        // One crew's connections are quicker than another's for as long as they live: no target is to be lucky all the time.
        for (var crew = 0; crew < options.Crews; crew++) await RunCrewsAsync(workload, workers, options, targets, slices);
        return
        [
            .. targets.Zip(slices, (target, own) => ThroughputRow.Of(
                workload, options.Async, workers, target.Name, own, slices[0])),
        ];
    }

    private static async Task RunCrewsAsync(
        string workload, int workers, ThroughputOptions options, IReadOnlyList<Target> targets, IReadOnlyList<List<Slice>> slices)
    {
        List<Crew> crews = [];
        try
        {
            foreach (var target in targets) crews.Add(await Crew.StartAsync(target, workload, workers, options));
            foreach (var crew in crews) await crew.WorkAsync(WarmUp);

            var turns = Enumerable.Range(0, targets.Count);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var turn in round % 2 == 0 ? turns : turns.Reverse())
                    slices[turn].Add(await crews[turn].WorkAsync(options.Slice));
            }
        }
        finally
        {
            foreach (var crew in crews) await crew.DisposeAsync();
        }
    }
}
