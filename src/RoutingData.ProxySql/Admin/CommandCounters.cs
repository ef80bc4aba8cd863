using System.Collections.Immutable;

namespace RoutingData.ProxySql.Admin;

/// <summary><c>stats_mysql_commands_counters</c>: statements by their first word, with ProxySQL's buckets of latency.</summary>
internal static class CommandCounters
{
    private static readonly ImmutableArray<(string Name, long Microseconds)> Buckets =
    [
        ("cnt_100us", 100), ("cnt_500us", 500), ("cnt_1ms", 1_000), ("cnt_5ms", 5_000), ("cnt_10ms", 10_000), ("cnt_50ms", 50_000), ("cnt_100ms", 100_000),
        ("cnt_500ms", 500_000), ("cnt_1s", 1_000_000), ("cnt_5s", 5_000_000), ("cnt_10s", 10_000_000), ("cnt_INFs", long.MaxValue),
    ];

    public static string Columns { get; } = $"Command VARCHAR, Total_Time_us INT, Total_cnt INT, {string.Join(", ", Buckets.Select(bucket => $"{bucket.Name} INT"))}";

    public static IEnumerable<object?[]> Of(RoutingStatistics statistics)
    {
        var times = statistics.Statements.GroupBy(statement => statement.Operation)
            .ToDictionary(group => group.Key, group => group.Sum(statement => (long)statement.Latency.Mean.TotalMicroseconds * statement.Count), StringComparer.Ordinal);
        return statistics.Operations.Select(operation =>
            (object?[])[operation.Operation, times.GetValueOrDefault(operation.Operation), operation.Count, .. Spread(operation)]);
    }

    // One in so many is timed; the others are taken to be alike, so that the buckets add up to all.
    private static IEnumerable<object?> Spread(OperationStatistics operation)
    {
        var told = 0L;
        foreach (var (_, microseconds) in Buckets)
        {
            var upTo = operation.Latency.Timed == 0 ? 0 : (long)Math.Round((double)operation.Count * operation.CountUpTo(microseconds) / operation.Latency.Timed);
            yield return upTo - told;
            told = upTo;
        }
    }
}
