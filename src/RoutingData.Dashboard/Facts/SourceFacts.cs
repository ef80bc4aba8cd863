using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Facts;

/// <summary>All that the page tells of one data source, read at one moment from what is public.</summary>
/// <param name="Topology">Who plays which role.</param>
/// <param name="Statistics">What was counted.</param>
/// <param name="Sessions">What its connections are at.</param>
/// <param name="Rules">Its query rules.</param>
/// <param name="Incidents">What went wrong, and was mended or not.</param>
/// <param name="BehindOf">How far a server is behind its writer.</param>
internal sealed record SourceFacts(
    TopologySnapshot Topology, RoutingStatistics Statistics, SessionStatistics Sessions, ImmutableArray<QueryRuleStatus> Rules, IncidentCounts Incidents,
    Func<ServerAddress, TimeSpan?> BehindOf);
