using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor.Discovery;

/// <summary>Which server is asked for the others of its pair. Pure.</summary>
internal static class Witness
{
    /// <summary>Returns the writer; in a replication group without one, a member whose word counts. Null where there is none: no other server knows.</summary>
    public static ServerAddress? Of(TopologySnapshot topology, int pair)
    {
        var state = topology.Pairs[pair];
        if (state.Writer is { } writer && topology.Find(writer) is { IsHeard: true }) return writer;
        if (!state.Pair.AsksForGroup) return null;
        foreach (var member in topology.Layout.MembersOf(pair))
        {
            var server = topology.Servers[member];
            if (server.IsHeard && GroupStanding.IsInside(state, server)) return server.Address;
        }

        return null;
    }

    /// <summary>Whether a change of the topology has brought a pair another one to ask.</summary>
    public static bool IsNew(TopologySnapshot before, TopologySnapshot after)
    {
        for (var pair = 0; pair < after.Pairs.Length; pair++)
        {
            var former = before.Layout == after.Layout ? Of(before, pair) : null;
            if (Of(after, pair) is { } witness && witness != former) return true;
        }

        return false;
    }
}
