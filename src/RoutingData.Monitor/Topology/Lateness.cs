using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>
/// In which hostgroups a server is too far behind to serve reads. One that was too late returns at half the limit, so that a lag that
/// swings around the limit does not make it come and go (D26).
/// </summary>
internal static class Lateness
{
    public static ImmutableHashSet<int> Of(ServerState server, TopologyDefinition definition) =>
        [.. definition.HostgroupsOf(server.Address).Where(hostgroup => IsLate(server, hostgroup, definition))];

    // Lag that cannot be told is no small lag: stopped replication, or nobody to replicate from (D25).
    private static bool IsLate(ServerState server, int hostgroup, TopologyDefinition definition)
    {
        var limit = definition.Entry(server.Address, hostgroup).MaxReplicationLag;
        if (limit == 0) return false;
        return !(server.LagSeconds <= (server.LateIn.Contains(hostgroup) ? limit / 2 : limit));
    }
}
