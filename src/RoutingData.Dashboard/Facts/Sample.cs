using System.Collections.Frozen;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Facts;

/// <summary>The counts of one moment that rates are made of.</summary>
/// <param name="At">When.</param>
/// <param name="Since">Since when they were counted.</param>
/// <param name="Servers">What each server had answered; how many of that were timed, and the microseconds that those took.</param>
/// <param name="Statements">How often each statement had run, by its key.</param>
internal sealed record Sample(
    DateTimeOffset At, DateTimeOffset Since, IReadOnlyDictionary<ServerAddress, (long Count, long Timed, double Took)> Servers, IReadOnlyDictionary<string, StatementPlaces> Statements)
{
    public static Sample Of(RoutingStatistics statistics) => new(
        statistics.At, statistics.Since,
        statistics.Servers.ToDictionary(
            server => server.Server,
            server => (server.Statements, server.Latency.Timed, server.Latency.Mean.TotalMicroseconds * server.Latency.Timed)),
        statistics.Statements.ToDictionary(KeyOf, StatementPlaces.Of, StringComparer.Ordinal));

    /// <summary>Tells what a statement goes by: its digest, or the operation of those that are not told apart.</summary>
    public static string KeyOf(StatementStatistics statement) => statement.Digest.Length > 0 ? statement.Digest : $"other {statement.Operation}";
}
