using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>Lets the targets work in turns, A B B A A B ..., so that what else the machine does meets all of them alike.</summary>
internal static class Alternation
{
    // Workers that keep all processors busy leave the JIT no time to compile what is hot for good: one of them lets it.
    private static readonly TimeSpan Training = TimeSpan.FromSeconds(5);

    // For caches and pools.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>Has everything compiled as in an application that has been up for a while.</summary>
    public static async Task TrainAsync(string workload, ThroughputOptions options, IReadOnlyList<Target> targets)
    {
        foreach (var target in targets)
        {
            await using var crew = await Crew.StartAsync(target, options.Async, workload, workers: 1, options.KeepsCommands);
            await crew.WorkAsync(Training);
        }
    }

    public static async Task<List<ThroughputRow>> RunAsync(
        string workload, int workers, ThroughputOptions options, IReadOnlyList<Target> targets)
    {
        List<Crew> crews = [];
        try
        {
            foreach (var target in targets)
                crews.Add(await Crew.StartAsync(target, options.Async, workload, workers, options.KeepsCommands));
            foreach (var crew in crews) await crew.WorkAsync(WarmUp);

            var slices = crews.ToDictionary(crew => crew, _ => new List<Slice>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var crew in round % 2 == 0 ? crews : Enumerable.Reverse(crews))
                    slices[crew].Add(await crew.WorkAsync(options.Slice));
            }

            return
            [
                .. crews.Select(crew => ThroughputRow.Of(
                    workload, options.Async, workers, crew.Target.Name, slices[crew], slices[crews[0]])),
            ];
        }
        finally
        {
            foreach (var crew in crews) await crew.DisposeAsync();
        }
    }
}
