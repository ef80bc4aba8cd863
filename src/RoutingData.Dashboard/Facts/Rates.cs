using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Facts;

/// <summary>What came between two samples, a second.</summary>
/// <param name="From">The earlier one.</param>
/// <param name="To">The later one.</param>
/// <param name="Past">The points before, of each server.</param>
internal sealed record Rates(Sample From, Sample To, ImmutableDictionary<ServerAddress, ImmutableArray<ServerPoint>> Past)
{
    private double Seconds => (To.At - From.At).TotalSeconds;

    /// <summary>Returns the statements a second of a server.</summary>
    public double Of(ServerStatistics server) =>
        Seconds > 0 && From.Servers.TryGetValue(server.Server, out var before) ? Math.Max(0, (server.Statements - before.Count) / Seconds) : 0;

    /// <summary>Returns the microseconds that its statements took on average; null where none was timed.</summary>
    public double? LatencyOf(ServerStatistics server)
    {
        var (_, timed, took) = To.Servers[server.Server];
        return From.Servers.TryGetValue(server.Server, out var before) && timed > before.Timed ? Math.Max(0, (took - before.Took) / (timed - before.Timed)) : null;
    }

    /// <summary>Returns the executions a second of a statement, by where.</summary>
    public StatementPlaces Of(StatementStatistics statement)
    {
        if (Seconds <= 0) return default;
        var key = Sample.KeyOf(statement);
        return (To.Statements[key] - From.Statements.GetValueOrDefault(key)) / Seconds;
    }
}
