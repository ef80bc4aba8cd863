using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// In which hostgroups a server is too far behind to serve reads. One that was too late returns at half the limit, so that a lag that
/// swings around the limit does not make it come and go.
/// </summary>
internal static class Lateness
{
    public static ImmutableHashSet<int> Of(ServerState server, ImmutableArray<HostgroupPlace> places) =>
        [.. places.Where(place => IsLate(server, place.Entry)).Select(place => place.Entry.Hostgroup)];

    // Lag that is not known is no small lag: stopped replication, or no server to replicate from (D25).
    private static bool IsLate(ServerState server, ServerDefinition entry)
    {
        var limit = entry.MaxReplicationLag;
        // A group's members, and nodes of Galera, count no seconds: one that is not ONLINE is out, and what a session has written it waits for by its GTIDs.
        if (limit == 0 || server.Node is not null || server.Report?.Group is { View: not null }) return false;
        return !(server.LagSeconds <= (server.LateIn.Contains(entry.Hostgroup) ? limit / 2 : limit));
    }
}
