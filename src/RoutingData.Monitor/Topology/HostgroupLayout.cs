using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>A hostgroup and the servers that may serve it.</summary>
/// <param name="Pair">The index of its pair; null where it is in none.</param>
/// <param name="Places">Its servers, in the order of the configuration.</param>
internal sealed record HostgroupLayout(int? Pair, ImmutableArray<HostgroupPlace> Places);
