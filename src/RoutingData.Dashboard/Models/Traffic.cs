using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>Sums statements up by where they ran, and why.</summary>
internal static class Traffic
{
    private const int MostReasons = 6;

    private static readonly string[] Writing = ["INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD", "CREATE", "ALTER", "DROP", "TRUNCATE", "CALL"];

    /// <summary>Sums up readers, then the writer by reason, then what sessions hold, then what was kept; the greatest first within each.</summary>
    public static TrafficModel[] Of(RoutingStatistics statistics, Rates rates)
    {
        var parts =
            from statement in statistics.Statements
            let rate = rates.Of(statement)
            from part in new (string Place, string Why, long Count, double Rate)[]
            {
                ("reader", "plain reads", statement.OnReader, rate.Reader),
                ("writer", WhyOnWriter(statement), statement.OnWriter, rate.Writer),
                ("session", "transactions and other state of a session", statement.InSession, rate.Session),
                ("kept", "reads, while no reader was fresh enough", statement.KeptOnWriter, rate.Kept),
            }
            where part.Count > 0
            select part;
        var sums = parts.GroupBy(part => (part.Place, part.Why))
            .Select(group => new TrafficModel(group.Key.Place, group.Key.Why, group.Sum(part => part.Count), group.Sum(part => part.Rate)));
        return [.. sums.GroupBy(sum => sum.Place).OrderBy(group => OrderOf(group.Key)).SelectMany(Shortened).Select(sum => sum with { Rate = Math.Round(sum.Rate, 1) })];
    }

    /// <summary>Tells whether the text alone would go to a reader.</summary>
    public static bool IsPlainRead(StatementStatistics statement) => statement.Reason.EndsWith("plain read", StringComparison.Ordinal);

    private static IEnumerable<TrafficModel> Shortened(IGrouping<string, TrafficModel> group)
    {
        var all = group.OrderByDescending(sum => sum.Count).ThenBy(sum => sum.Why, StringComparer.Ordinal).ToArray();
        if (all.Length <= MostReasons) return all;
        var rest = all[(MostReasons - 1)..];
        return [.. all[..(MostReasons - 1)], new TrafficModel(group.Key, $"{rest.Length} other reasons", rest.Sum(sum => sum.Count), rest.Sum(sum => sum.Rate))];
    }

    // What its text says is not why, where the text would go to a reader.
    private static string WhyOnWriter(StatementStatistics statement) => statement switch
    {
        _ when Writing.Contains(statement.Operation, StringComparer.Ordinal) => "writes",
        _ when IsPlainRead(statement) => "plain reads: by a hint, or there was no reader",
        { Reason.Length: > 0 } => statement.Reason,
        _ => $"other {statement.Operation}",
    };

    private static int OrderOf(string place) => place switch { "reader" => 0, "writer" => 1, "session" => 2, _ => 3 };
}
