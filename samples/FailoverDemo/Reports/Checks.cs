using FailoverDemo.Histories;

namespace FailoverDemo.Reports;

/// <summary>What must hold for the demo to succeed. Pure.</summary>
internal static class Checks
{
    private const double LongestReadGapMs = 1000;

    public static IReadOnlyList<Check> Of(DemoReport report) =>
    [
        new("connect", $"reads are spread over all {report.Readers} servers",
            report.Connect.Count == report.Readers && !report.Connect.ContainsKey("error"), Text(report.Connect)),
        new("insert", $"every insert is on the writer, {report.Writer}",
            report.Insert.Keys.SequenceEqual([report.Writer]), Text(report.Insert)),
        .. report.Failover is { } failover ? OfLoad("failover", failover) : [],
        .. report.Switchover is { } switchover ? OfLoad("switchover", switchover) : [],
    ];

    private static IEnumerable<Check> OfLoad(string test, LoadResult result) =>
    [
        new(test, "no acknowledged row is missing", result.Lost == 0, $"{result.Acknowledged} acknowledged, {result.Lost} missing"),
        new(test, "no row is there twice", result.Duplicated == 0, $"{result.Duplicated}"),
        new(test, "no insert ran on a reader", result.OnReader == 0, Text(result.ByServer)),
        new(test, $"inserts go on on {result.Change.To}", result.PromotionToFirstWriteMs is not null,
            result.PromotionToFirstWriteMs is { } first ? $"after {first} ms" : "none"),
        new(test, "no insert failed, not even one in flight", result.Errors == 0, $"{result.Errors}"),
        new(test, "no read failed", result.ReadErrors == 0, $"{result.Reads} answered, {result.ReadErrors} failed"),
        new(test, "reads never stop", result.LongestReadGapMs < LongestReadGapMs, $"longest gap {result.LongestReadGapMs} ms"),
    ];

    private static string Text(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}
