using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Faults;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Failover.Reports;

/// <summary>One figure beside what it may be.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Value">What it came to.</param>
/// <param name="Bar">What it may be; empty where nothing is asked.</param>
/// <param name="IsMet">Whether it is; null where nothing is asked.</param>
/// <param name="IsSafety">Whether data or the truth is at stake, and not only time.</param>
internal sealed record Judgement(string Figure, string Value, string Bar, bool? IsMet, bool IsSafety = false)
{
    public static IEnumerable<Judgement> Of(FaultReport report, FaultBar bar, int writers)
    {
        if (!double.IsNaN(report.ToFirstWrite.P50))
        {
            yield return Time("writable to first write, p50", report.ToFirstWrite.P50, bar.FirstWriteP50);
            yield return Time("writable to first write, p99", report.ToFirstWrite.P99, bar.FirstWriteP99);
            yield return Time("writable to first write, max", report.ToFirstWrite.Max, most: null);
        }

        yield return Time("longest time without a write, p50", report.LongestWriteGap.P50, most: null);
        yield return Time("longest time without a write, max", report.LongestWriteGap.Max, most: null);
        yield return Time("longest read, p50", report.LongestRead.P50, most: null);
        yield return Time("longest read, max", report.LongestRead.Max, bar.LongestRead);
        yield return WriteErrors(report, bar, writers);
        yield return new Judgement("reads that failed", Kinds(report.ReadErrors), "0", report.ReadErrors.Count == 0);
        yield return Count("workers that stand still", report.Stuck);
        if (report.StaleSockets is { } stale) yield return Count("connections left on the former writer", stale);
        yield return Count("runs that came to no end", report.Failures.Count) with { IsSafety = true };
        yield return Count("acknowledged writes lost", report.Lost) with { IsSafety = true };
        yield return Count("writes acknowledged with a wrong key", report.WrongKeys) with { IsSafety = true };
        yield return Count("writes executed twice", report.Duplicated) with { IsSafety = true };
        yield return Count("writes on a server that was not the writer", report.OnDemoted) with { IsSafety = true };
        yield return Count("writes there that were said not to be", report.Contradicted) with { IsSafety = true };
        yield return Count("reads answered by a replaced writer that had not heard of it", report.AnsweredStale) with { IsSafety = true };
        yield return Count($"large results not whole, of {report.LargeResults} under way", report.NotWhole) with { IsSafety = true };
        yield return new Judgement("large reads that failed with no DbException", Kinds(report.StrangeErrors), "0", report.StrangeErrors.Count == 0);
        yield return new Judgement("writes in flight that a former writer executed later", Text(report.LeftBehind), "", IsMet: null);
    }

    /// <summary>The errors by kind, in one cell.</summary>
    public static string Kinds(IReadOnlyDictionary<string, int> errors) =>
        errors.Count == 0 ? "0" : string.Join(", ", errors.Select(error => $"{error.Value} {error.Key}"));

    private static Judgement WriteErrors(FaultReport report, FaultBar bar, int writers)
    {
        if (!bar.MayLeaveOpen) return new Judgement("writes that failed", Kinds(report.WriteErrors), "0", report.WriteErrors.Count == 0);
        var onlyOpen = report.WriteErrors.Keys.All(kind => kind == ErrorKind.Unknown);
        return new Judgement(
            "writes that failed", Kinds(report.WriteErrors), $"Unknown, {writers} a run at most",
            onlyOpen && report.Runs.All(run => run.WriteErrors.Values.Sum() <= writers));
    }

    private static Judgement Time(string figure, double value, double? most) => new(
        figure, $"{Table.Figure(value)} ms", most is null ? "" : $"{most} ms", most is null ? null : value <= most);

    private static Judgement Count(string figure, int count) => new(figure, Text(count), "0", count == 0);

    private static string Text(int count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
