using System.Collections.Immutable;

namespace RoutingData.Monitor.Discovery;

/// <summary>What one round of discovery comes to.</summary>
/// <param name="Servers">All servers that are discovered from now on.</param>
/// <param name="Events">Which of them have come, and which have gone, each with its reason.</param>
/// <param name="Remarks">Which servers are left out, and why.</param>
internal sealed record DiscoveryOutcome(
    ImmutableArray<ServerDefinition> Servers, ImmutableArray<TopologyEvent> Events, ImmutableArray<string> Remarks);
