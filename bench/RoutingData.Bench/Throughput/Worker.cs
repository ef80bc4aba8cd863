using System.Diagnostics;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Throughput;

/// <summary>One worker: steps until the slice is over, each timed.</summary>
internal sealed class Worker(Work work)
{
    public LatencyHistogram Latencies { get; } = new();

    public void Run(long deadline)
    {
        long begun;
        while ((begun = Stopwatch.GetTimestamp()) < deadline)
        {
            work.StepAsync(async: false).GetAwaiter().GetResult();
            Latencies.Add(Stopwatch.GetTimestamp() - begun);
        }
    }

    public async Task RunAsync(long deadline)
    {
        long begun;
        while ((begun = Stopwatch.GetTimestamp()) < deadline)
        {
            await work.StepAsync(async: true);
            Latencies.Add(Stopwatch.GetTimestamp() - begun);
        }
    }
}
