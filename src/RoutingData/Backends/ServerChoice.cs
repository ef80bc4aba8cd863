using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>Which server a statement goes to, given the topology: pure. No server at all means: wait for the topology to change.</summary>
internal static class ServerChoice
{
    /// <summary>The server for a hostgroup, or null when there is none that may be tried now.</summary>
    /// <param name="topology">The snapshot.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="failed">The servers that failed this very statement.</param>
    /// <param name="dice">A number from 0 up to but not including 1.</param>
    /// <param name="shareOf">The part of a server's weight that counts now, above 0; all of it when not said.</param>
    public static HostgroupMember? For(
        Topology topology, int hostgroup, ImmutableArray<FailedServer> failed, double dice, Func<ServerAddress, double>? shareOf = null)
    {
        var members = topology.MembersOf(hostgroup);
        var chosen = WeightedChoice.Pick(
            members, (topology, failed, shareOf),
            static (facts, member) => MayTry(facts.topology, member, facts.failed) ? facts.shareOf?.Invoke(member.Address) ?? 1 : 0, dice);
        if (chosen is not null) return chosen;

        // No reader left: reads go to the writer rather than nowhere (D34).
        return topology.WriterOf(hostgroup) is { } writer && MayTry(topology, writer, failed) ? writer : null;
    }

    /// <summary>Whether a server may still be used for a hostgroup it was chosen for earlier.</summary>
    public static bool IsStillRight(Topology topology, int hostgroup, ServerAddress server)
    {
        foreach (var member in topology.MembersOf(hostgroup))
        {
            if (member.Address == server) return true;
        }

        return topology.MembersOf(hostgroup).IsEmpty && topology.WriterOf(hostgroup)?.Address == server;
    }

    // A server that failed the statement may be tried again only after a probe begun since has found it well.
    private static bool MayTry(Topology topology, HostgroupMember member, ImmutableArray<FailedServer> failed)
    {
        foreach (var failure in failed)
        {
            if (failure.Server != member.Address) continue;
            if (member.State.Health != ServerHealth.Online || !TopologyMonitor.WasProbedSince(topology, failure.Server, failure.Mark))
                return false;
        }

        return true;
    }
}
