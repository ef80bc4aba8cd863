using System.Collections.Frozen;
using System.Collections.Immutable;
using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>
/// The pure heart of the monitor: a topology and one observation make the next topology. No I/O, no clock, no lock; the order of
/// the observations is all it knows of time.
/// </summary>
internal static class TopologyStep
{
    public static TopologyChange Apply(Topology topology, Observation observation)
    {
        var layout = topology.Layout;
        if (layout.ServerAt(observation.Server) is not { } index) return new TopologyChange(topology, []);

        var before = topology.Servers[index];
        var after = Observe(before, observation, layout, index);
        var servers = topology.Servers.SetItem(index, after);

        var events = ImmutableArray.CreateBuilder<TopologyEvent>();
        NoteHealth(before, after, topology.Epoch + 1, events);

        var pairs = topology.Pairs;
        foreach (var pair in layout.PairsOf(index))
        {
            var election = new WriterElection(layout, pair, pairs[pair], servers, observation.Server, topology.Epoch + 1);
            var next = election.Run(events);
            if (next != pairs[pair]) pairs = pairs.SetItem(pair, next);
        }

        var marked = MarkConflicts(servers, pairs, layout);
        var hostgroups = pairs == topology.Pairs && marked == servers
            ? HostgroupMembers.After(topology, servers, index)
            : HostgroupMembers.Of(layout, marked, pairs);
        var epoch = events.Count > 0 || !HostgroupMembers.AreSame(topology.Hostgroups, hostgroups) ? topology.Epoch + 1 : topology.Epoch;
        return new TopologyChange(new Topology(layout, epoch, marked, pairs, hostgroups), events.ToImmutable());
    }

    private static ServerState Observe(ServerState server, Observation observation, TopologyLayout layout, int index)
    {
        if (observation.Result is ProbeFailure failure)
        {
            var failures = server.Failures + 1;
            return server with
            {
                ProbedAt = observation.BegunAt,
                Failures = failures,
                LastError = failure.Error,
                Health = IsShunned(server, failure, failures, layout.Definition) ? ServerHealth.Shunned : ServerHealth.Suspect,
            };
        }

        var seen = server with
        {
            ProbedAt = observation.BegunAt,
            Report = (ServerReport)observation.Result,
            Failures = 0,
            LastError = null,
            Health = ServerHealth.Online,
        };
        var writable = layout.PairsOf(index).Any(pair => seen.IsWritable(layout.Definition.ReplicationHostgroups[pair].Check));

        // While its probes failed it may have been read-only: it counts as writable since it answered again.
        var since = server.Failures == 0 && !seen.IsOtherThan(server) ? server.WritableSince : null;
        return seen with { WritableSince = writable ? since ?? observation.At : null, LateIn = Lateness.Of(seen, layout.PlacesOf(index)) };
    }

    // The same array while nobody enters or leaves a conflict.
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

    // A server that answers with an error, be it that it knows the monitor's user no more, is not down.
    private static bool IsShunned(ServerState server, ProbeFailure failure, int failures, TopologyDefinition definition) =>
        server.Health == ServerHealth.Shunned || (failures >= definition.MaxFailures && failure.Kind != ProbeFailureKind.Refused);

    private static void NoteHealth(ServerState before, ServerState after, long epoch, ImmutableArray<TopologyEvent>.Builder events)
    {
        if (after.Health == ServerHealth.Shunned && before.Health != ServerHealth.Shunned)
        {
            events.Add(new TopologyEvent(TopologyEventKind.Shunned, after.Address, null, epoch,
                $"{after.Address} failed {after.Failures} probes in a row: {after.LastError!.Message}"));
        }
        else if (after.Health == ServerHealth.Suspect && before.Answers)
        {
            events.Add(new TopologyEvent(TopologyEventKind.Suspected, after.Address, null, epoch,
                $"{after.Address} did not answer its probe: {after.LastError!.Message}"));
        }
        else if (after.Answers && before.Health is ServerHealth.Shunned or ServerHealth.Suspect && before.Health != after.Health)
        {
            events.Add(new TopologyEvent(TopologyEventKind.Recovered, after.Address, null, epoch,
                $"{after.Address} answers again after {before.Failures} failed probes"));
        }

        if (after.IsOtherThan(before))
        {
            events.Add(new TopologyEvent(TopologyEventKind.Replaced, after.Address, null, epoch,
                $"{after.Address} leads to another server now: it is {after.Identity}, it was {before.Identity}"));
        }
    }
}
