using RoutingData.Bench.Measuring;
using RoutingData.Bench.Throughput;

namespace RoutingData.Bench.Readers;

/// <summary>One way's figures beside the first one's.</summary>
/// <param name="Trouble">What is the matter with one reader.</param>
/// <param name="Way">How readers are chosen.</param>
/// <param name="PerSecond">Sessions a second: the median of all slices.</param>
/// <param name="Ratio">To the first way in the same round: the median of all rounds, and how sure it is.</param>
/// <param name="P50">Milliseconds a session.</param>
/// <param name="P99">The same.</param>
/// <param name="P999">The same.</param>
/// <param name="Most">The same, of the slowest.</param>
/// <param name="TroubledShare">The part of all reads that the troubled reader answered.</param>
/// <param name="MoreReads">Reads that were sent beside those that were asked for, as a part of these.</param>
/// <param name="MoreOpens">Connections that were asked of a second reader, as a part of the reads.</param>
internal sealed record ReadersRow(
    string Trouble, string Way, double PerSecond, Distribution Ratio, double P50, double P99, double P999, double Most, double TroubledShare,
    double MoreReads, double MoreOpens)
{
    public static ReadersRow Of(
        string trouble, string way, IReadOnlyList<Slice> slices, IReadOnlyList<Slice> first, double troubledShare, HedgeStatistics hedges)
    {
        var all = new LatencyHistogram();
        foreach (var slice in slices) all.Add(slice.Latencies);
        return new ReadersRow(
            trouble, way, Distribution.Of(slices.Select(slice => slice.StepsPerSecond)).Median,
            Distribution.Of(slices.Zip(first, (slice, beside) => slice.StepsPerSecond / beside.StepsPerSecond)),
            all.Percentile(0.5) / 1000, all.Percentile(0.99) / 1000, all.Percentile(0.999) / 1000, all.Percentile(1 - (0.5 / all.Count)) / 1000,
            troubledShare, (double)hedges.Sent / Math.Max(1, hedges.Reads), (double)hedges.Opened / Math.Max(1, hedges.Reads));
    }

    public static void Print(IEnumerable<ReadersRow> rows)
    {
        var table = new Table(
            "one reader", "way", "per second", "ratio", "(95 %)", "p50 ms", "p99 ms", "p99.9 ms", "most ms", "its share %", "more reads %", "more opens %");
        foreach (var row in rows)
        {
            table.Add(
                row.Trouble, row.Way, row.PerSecond, $"{row.Ratio.Median:0.00}", $"{row.Ratio.From:0.00}–{row.Ratio.To:0.00}", row.P50, row.P99,
                row.P999, row.Most, 100 * row.TroubledShare, 100 * row.MoreReads, 100 * row.MoreOpens);
        }

        table.Print();
    }
}
