using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>What was counted of a statement. Times are microseconds; names are short, for there may be a thousand.</summary>
/// <param name="N">Executions.</param>
/// <param name="E">Errors.</param>
/// <param name="Rows">Rows affected.</param>
/// <param name="R">On a reader.</param>
/// <param name="W">On the writer.</param>
/// <param name="S">In a session's state.</param>
/// <param name="K">Kept on the writer.</param>
/// <param name="Rate">Executions a second, now.</param>
/// <param name="Mean">The mean.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95 of 100.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="Max">The longest.</param>
internal sealed record CountsModel(
    long N, long E, long Rows, long R, long W, long S, long K, double Rate, double Mean, double P50, double P95, double P99, double Max)
{
    public static CountsModel Of(StatementStatistics statement, Rates rates) => new(
        statement.Count, statement.Errors, statement.RowsAffected, statement.OnReader, statement.OnWriter, statement.InSession, statement.KeptOnWriter,
        Math.Round(rates.Of(statement).All, 1), Math.Round(statement.Latency.Mean.TotalMicroseconds), Math.Round(statement.Latency.P50.TotalMicroseconds),
        Math.Round(statement.Latency.P95.TotalMicroseconds), Math.Round(statement.Latency.P99.TotalMicroseconds), Math.Round(statement.Latency.Longest.TotalMicroseconds));
}
