using System.Collections.Immutable;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;

namespace RoutingData.Connecting;

/// <summary>Which server a statement goes to, given the topology: pure. No server at all means: wait for the topology to change.</summary>
internal static class ServerChoice
{
    /// <summary>Returns the server for a hostgroup, or null when there is none that may be tried now.</summary>
    /// <param name="topology">The snapshot.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="failed">The servers that failed this very statement.</param>
    /// <param name="selector">Chooses among several.</param>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    /// <param name="demand">Which servers may answer.</param>
    public static HostgroupMember? For(
        TopologySnapshot topology, int hostgroup, ImmutableArray<FailedServer> failed, ReaderSelector selector, double sample,
        in FreshnessDemand demand = default)
    {
        var members = topology.MembersOf(hostgroup);
        var chosen = selector.Select(
            members, (topology, failed), static (facts, member) => MayTry(facts.topology, member, facts.failed), sample);
        if (chosen is not null && !demand.IsNone) chosen = FreshOne(chosen, topology, hostgroup, failed, selector, sample, demand);
        if (chosen is not null) return chosen;

        // No reader left: reads go to the writer rather than nowhere (D34).
        return topology.WriterOf(hostgroup) is { } writer && MayTry(topology, writer, failed) ? writer : null;
    }

    /// <summary>Returns another reader for a read that runs already, or null when there is none: the writer is none for this, unless it is one of the readers.</summary>
    /// <param name="topology">The snapshot.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="isOther">Whether it is a server that the session has no connection to.</param>
    /// <param name="selector">Chooses among several.</param>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    /// <param name="demand">Which servers may answer.</param>
    public static HostgroupMember? Beside(
        TopologySnapshot topology, int hostgroup, Func<ServerAddress, bool> isOther, ReaderSelector selector, double sample, in FreshnessDemand demand) =>
        selector.Select(
            topology.MembersOf(hostgroup), (topology, hostgroup, isOther, demand),
            static (facts, member) => facts.isOther(member.Address) && member.State.Health == ServerHealth.Online &&
                facts.demand.IsMetBy(member, facts.hostgroup, facts.topology), sample);

    /// <summary>Whether a server may still be used for a hostgroup it was chosen for earlier.</summary>
    public static bool IsStillRight(TopologySnapshot topology, int hostgroup, ServerAddress server)
    {
        foreach (var member in topology.MembersOf(hostgroup))
        {
            if (member.Address == server) return true;
        }

        return topology.MembersOf(hostgroup).IsEmpty && topology.WriterOf(hostgroup)?.Address == server;
    }

    // The chosen one if it shows enough by itself, else the one that the session was on, as far as zones and outliers let it, else another that does. The
    // writer, which always does, is held to the same measure as the others here, or sessions would gather on it.
    private static HostgroupMember? FreshOne(
        HostgroupMember chosen, TopologySnapshot topology, int hostgroup, ImmutableArray<FailedServer> failed, ReaderSelector selector, double sample,
        in FreshnessDemand demand)
    {
        if (demand.IsShownBy(chosen, hostgroup, topology)) return chosen;
        return selector.Select(
            topology.MembersOf(hostgroup), (topology, hostgroup, failed, demand, writer: topology.WriterOf(hostgroup)?.Address),
            static (facts, member) => member.Address != facts.writer && MayTry(facts.topology, member, facts.failed) &&
                facts.demand.IsMetBy(member, facts.hostgroup, facts.topology), WeightedDraw.Again(sample), preferred: demand.Same);
    }

    // A server that failed the statement may be tried again only after a probe begun since has found it well.
    private static bool MayTry(TopologySnapshot topology, HostgroupMember member, ImmutableArray<FailedServer> failed)
    {
        foreach (var failure in failed)
        {
            if (failure.Server != member.Address) continue;
            if (member.State.Health != ServerHealth.Online || !topology.WasProbedSince(failure.Server, failure.Mark))
                return false;
        }

        return true;
    }
}
