using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>Why statements ran on the connection that holds a session's state.</summary>
internal sealed record PinModel(string Why, long Count, double Rate)
{
    private const int Most = 8;

    public static PinModel[] Of(RoutingStatistics statistics, Rates rates) =>
    [
        .. statistics.Statements.Where(statement => statement.InSession > 0)
            .GroupBy(WhyOf)
            .Select(group => new PinModel(group.Key, group.Sum(statement => statement.InSession), Math.Round(group.Sum(statement => rates.Of(statement).Session), 1)))
            .OrderByDescending(pin => pin.Count).Take(Most),
    ];

    private static string WhyOf(StatementStatistics statement) => statement switch
    {
        _ when Traffic.IsPlainRead(statement) => "plain reads, inside a transaction or the like",
        { Reason.Length: > 0 } => statement.Reason,
        _ => $"other {statement.Operation}",
    };
}
