using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Throughput;

/// <summary>One target's figures beside the first target's.</summary>
/// <param name="Workload">As on the command line.</param>
/// <param name="Mode">sync or async.</param>
/// <param name="Workers">How many at a time.</param>
/// <param name="Target">As on the command line.</param>
/// <param name="PerSecond">Steps a second: the median of all slices.</param>
/// <param name="Ratio">To the first target in the same round: the median of all rounds, and how sure it is.</param>
/// <param name="P50">Microseconds a step.</param>
/// <param name="P95">Microseconds a step.</param>
/// <param name="P99">Microseconds a step.</param>
/// <param name="Bytes">Allocated a step, by this process.</param>
/// <param name="MoreBytes">The same, less the first target's.</param>
/// <param name="Cpu">Microseconds of processor time a step, of this process.</param>
/// <param name="ProxyCpu">The same of the proxy.</param>
internal sealed record ThroughputRow(
    string Workload, string Mode, int Workers, string Target, double PerSecond, Distribution Ratio,
    double P50, double P95, double P99, double Bytes, double MoreBytes, double Cpu, double ProxyCpu)
{
    public static ThroughputRow Of(
        string workload, bool async, int workers, string target, IReadOnlyList<Slice> slices, IReadOnlyList<Slice> first)
    {
        var all = new LatencyHistogram();
        foreach (var slice in slices) all.Add(slice.Latencies);
        var bytes = BytesOf(slices);
        return new ThroughputRow(
            workload, async ? "async" : "sync", workers, target,
            Distribution.Of(slices.Select(slice => slice.StepsPerSecond)).Median,
            Distribution.Of(slices.Zip(first, (slice, beside) => slice.StepsPerSecond / beside.StepsPerSecond)),
            all.Percentile(0.5), all.Percentile(0.95), all.Percentile(0.99),
            bytes, bytes - BytesOf(first),
            slices.Sum(slice => slice.Used.Cpu.TotalMicroseconds) / all.Count,
            slices.Sum(slice => slice.Used.ProxyCpu.TotalMicroseconds) / all.Count);
    }

    public static void Print(IEnumerable<ThroughputRow> rows)
    {
        var table = new Table(
            "workload", "mode", "workers", "target", "per second", "ratio", "(95 %)", "(quartiles)", "p50 µs", "p95 µs", "p99 µs",
            "bytes", "more bytes", "CPU µs", "proxy CPU µs");
        foreach (var row in rows)
        {
            table.Add(
                row.Workload, row.Mode, row.Workers, row.Target, row.PerSecond, $"{row.Ratio.Median:0.000}",
                $"{row.Ratio.From:0.000}–{row.Ratio.To:0.000}", $"{row.Ratio.Low:0.000}–{row.Ratio.High:0.000}", row.P50, row.P95, row.P99,
                $"{row.Bytes:0}", $"{row.MoreBytes:0}", row.Cpu, row.ProxyCpu);
        }

        table.Print();
    }

    private static double BytesOf(IReadOnlyList<Slice> slices) =>
        (double)slices.Sum(slice => slice.Used.Allocated) / slices.Sum(slice => slice.Steps);
}
