using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// The pure heart of the monitor: a topology and one observation make the next topology. No I/O, no clock, no lock; the order of
/// the observations is all it knows of time.
/// </summary>
internal static class TopologyStep
{
    public static TopologyChange Apply(TopologySnapshot topology, Observation observation)
    {
        if (topology.Layout.ServerAt(observation.Server) is not { } index) return new TopologyChange(topology, []);
        // Whatever it says: it is not the server that has shown that it belongs to the fleet.
        if (observation.Result is ServerReport impostor && topology.Layout.IsImpostor(index, impostor.Identity))
            observation = observation with { Result = new ProbeFailure(ProbeFailureKind.Lost, new OtherServerException(observation.Server, impostor.Identity)) };
        var change = After(topology, index, ServerObservation.Of(topology.Servers[index], observation, topology.Layout, index));
        var known = Freshness.After(change.Next, index, topology.Servers[index], observation);
        return known == change.Next.Freshness ? change : change with { Next = change.Next.With(known) };
    }

    /// <summary>Returns the outcome of one server's next state.</summary>
    public static TopologyChange After(TopologySnapshot topology, int index, ServerState after)
    {
        var layout = topology.Layout;
        var epoch = topology.Epoch + 1;
        var events = ImmutableArray.CreateBuilder<TopologyEvent>();
        ServerNews.Note(topology.Servers[index], after, epoch, events);

        var observed = topology.Servers.SetItem(index, after);
        var servers = Aliases.After(observed, index, topology.Pairs);
        if (servers != observed) Aliases.Note(observed, servers, epoch, events);

        var pairs = topology.Pairs;
        foreach (var pair in layout.PairsOf(index))
        {
            var members = layout.MembersOf(pair);
            var grouped = GroupStanding.After(GaleraStanding.After(pairs[pair], after, servers, members), after, servers, members);
            var next = grouped.Pair.AsksForNode
                ? new GaleraElection(layout, pair, grouped, servers, epoch).Run(events)
                : new WriterElection(layout, pair, grouped, topology.Freshness[pair], servers, after.Address, epoch).Run(events);
            if (next != pairs[pair]) pairs = pairs.SetItem(pair, next);
        }

        var marked = MarkConflicts(servers, pairs, layout);
        var hostgroups = pairs == topology.Pairs && marked == observed
            ? HostgroupMembers.After(topology, observed, index)
            : HostgroupMembers.Of(layout, marked, pairs);
        if (events.Count == 0 && HostgroupMembers.AreSame(topology.Hostgroups, hostgroups)) epoch = topology.Epoch;
        return new TopologyChange(new TopologySnapshot(layout, epoch, marked, pairs, hostgroups, topology.Freshness), events.ToImmutable());
    }

    // The same array while no server enters or leaves a conflict.
    private static ImmutableArray<ServerState> MarkConflicts(
        ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs, TopologyLayout layout)
    {
        ImmutableArray<ServerState>.Builder? marked = null;
        for (var server = 0; server < servers.Length; server++)
        {
            var inConflict = false;
            foreach (var pair in layout.PairsOf(server)) inConflict |= pairs[pair].HasConflictOf(servers[server].Address);
            if (inConflict == servers[server].InConflict) continue;
            marked ??= servers.ToBuilder();
            marked[server] = servers[server] with { InConflict = inConflict };
        }

        return marked?.MoveToImmutable() ?? servers;
    }
}
