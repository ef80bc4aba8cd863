using System.Collections.Immutable;

namespace RoutingData.Monitor.Reports;

/// <summary>What was said of the servers of a fleet.</summary>
/// <param name="Servers">The servers that were named.</param>
/// <param name="Errors">Why parts of the question brought no answer; empty when all did.</param>
internal sealed record FleetWord(ImmutableArray<NamedServer> Servers, ImmutableArray<string> Errors)
{
    /// <summary>No answer, and no reason worth a log line.</summary>
    public static readonly FleetWord None = new([], []);
}
