namespace RoutingData.Monitor.Topology;

/// <summary>A server's place in a hostgroup that it may serve.</summary>
/// <param name="Hostgroup">The hostgroup's index in the layout; its id is the entry's.</param>
/// <param name="Server">The server's index.</param>
/// <param name="Entry">Its weight and limits there.</param>
internal sealed record HostgroupPlace(int Hostgroup, int Server, ServerDefinition Entry);
