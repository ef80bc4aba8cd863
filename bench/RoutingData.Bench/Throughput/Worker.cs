using System.Diagnostics;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Throughput;

/// <summary>One worker: steps until the slice is over, each timed.</summary>
/// <param name="work">What it does.</param>
/// <param name="think">Time it is busy with something else before each step.</param>
internal sealed class Worker(Work work, TimeSpan think)
{
    private readonly long _think = (long)(think.TotalSeconds * Stopwatch.Frequency);

    public LatencyHistogram Latencies { get; } = new();

    public void Run(long deadline)
    {
        long begun;
        while ((begun = Stopwatch.GetTimestamp()) < deadline)
        {
            begun = Think(begun);
            work.StepAsync(async: false).GetAwaiter().GetResult();
            Latencies.Add(Stopwatch.GetTimestamp() - begun);
        }
    }

    public async Task RunAsync(long deadline)
    {
        long begun;
        while ((begun = Stopwatch.GetTimestamp()) < deadline)
        {
            begun = Think(begun);
            await work.StepAsync(async: true);
            Latencies.Add(Stopwatch.GetTimestamp() - begun);
        }
    }

    private long Think(long now)
    {
        if (_think == 0) return now;
        var until = now + _think;
        while ((now = Stopwatch.GetTimestamp()) < until) Thread.SpinWait(1);
        return now;
    }
}
