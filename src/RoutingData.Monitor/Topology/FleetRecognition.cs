using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Monitor.Topology;

/// <summary>Which marks are a fleet's own. Pure.</summary>
internal static class FleetRecognition
{
    /// <summary>Returns what a fleet goes by in tokens: its name, else the writer's address.</summary>
    public static uint Of(ServerAddress writer, string? fleetName) => StableHash.Of(fleetName ?? writer.ToString().Replace(".:", ":", StringComparison.Ordinal));

    /// <summary>
    /// Whether a mark is of a pair's servers: by the name, else on MySQL by a source that the writer knows, which has one name in the world, and on
    /// MariaDB, whose servers have small numbers, by the address of one of the servers. Null while that is not known.
    /// </summary>
    public static bool? IsOf(TopologySnapshot topology, int pair, FleetMark mark, string? fleetName)
    {
        var known = topology.Freshness[pair];
        if (known.Trail is { } other && other.Newest.Position.Written.Flavor != mark.Flavor) return false;
        if (fleetName is not null) return mark.Fleet == StableHash.Of(fleetName);
        if (mark.Flavor == ServerFlavor.MySql)
            return known.IsBlind ? false : known.Trail is { } trail ? PositionMarks.AreRelated(trail.Newest.Position, mark) : null;
        foreach (var member in topology.Layout.MembersOf(pair))
        {
            if (Of(topology.Layout.Addresses[member], fleetName: null) == mark.Fleet) return true;
        }

        return false;
    }
}
