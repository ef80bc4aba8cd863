using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Throughput;

/// <summary>One target's work in one short stretch of time.</summary>
internal sealed record Slice(LatencyHistogram Latencies, Usage Used)
{
    public long Steps => Latencies.Count;

    public double StepsPerSecond => Steps / Used.Elapsed.TotalSeconds;
}
