using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>The outcome of one step: the next topology, and what changed on the way.</summary>
internal sealed record TopologyChange(Topology Next, ImmutableArray<TopologyEvent> Events);
