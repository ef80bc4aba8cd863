using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>The outcome of one step: the next topology, and what changed on the way.</summary>
internal sealed record TopologyChange(TopologySnapshot Next, ImmutableArray<TopologyEvent> Events);
