using RoutingData.Monitor;

namespace RoutingData.Connecting;

/// <summary>Describes which rule of freshness chose a read's server.</summary>
internal static class FreshnessReason
{
    /// <summary>Returns the reason for a hostgroup of readers.</summary>
    public static string Of(TopologySnapshot topology, int hostgroup, FreshnessDemand demand)
    {
        var wanted = demand.Bound == 0 ? "what this session has written and seen" : "what was committed by then";
        var writer = topology.WriterOf(hostgroup)?.Address;
        string[] fresh = [.. topology.MembersOf(hostgroup)
            .Where(member => member.Address != writer && demand.IsMetBy(member, hostgroup, topology))
            .Select(member => member.Address.Hostname)];
        return fresh switch
        {
            [] when writer is null => $"no reader is known to have {wanted}: it waits for the writer",
            [] => $"no reader is known to have {wanted} yet: the writer",
            [var only] => $"reader {only} has {wanted}",
            _ => $"readers {string.Join(", ", fresh)} have {wanted}",
        };
    }
}
