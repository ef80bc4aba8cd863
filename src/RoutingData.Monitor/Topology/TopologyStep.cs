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
        if (topology.Find(observation.Server) is not { } before) return new TopologyChange(topology, []);

        var after = Observe(before, observation, topology.Definition);
        var servers = topology.States.ToDictionary(entry => entry.Key, entry => entry.Value);
        servers[after.Address] = after;

        var events = ImmutableArray.CreateBuilder<TopologyEvent>();
        NoteHealth(before, after, topology.Epoch + 1, events);

        var pairs = topology.Pairs.ToBuilder();
        for (var i = 0; i < pairs.Count; i++)
        {
            if (!topology.Definition.MembersOf(pairs[i].Pair).Contains(after.Address)) continue;
            var election = new WriterElection(topology.Definition, pairs[i], servers, observation, topology.Epoch + 1);
            pairs[i] = election.Run(events);
        }

        var states = servers.ToFrozenDictionary(
            entry => entry.Key, entry => entry.Value with { InConflict = pairs.Any(pair => pair.Conflicts.Contains(entry.Key)) });
        var hostgroups = HostgroupMembers.Of(topology.Definition, states, pairs);
        var epoch = events.Count > 0 || !HostgroupMembers.AreSame(topology.Hostgroups, hostgroups) ? topology.Epoch + 1 : topology.Epoch;
        return new TopologyChange(new Topology(topology.Definition, epoch, states, pairs.ToImmutable(), hostgroups), events.ToImmutable());
    }

    private static ServerState Observe(ServerState server, Observation observation, TopologyDefinition definition)
    {
        if (observation.Result is ProbeFailure failure)
        {
            var failures = server.Failures + 1;
            return server with
            {
                ProbedAt = observation.BegunAt,
                Failures = failures,
                LastError = failure.Error,
                Health = IsShunned(server, failure, failures, definition) ? ServerHealth.Shunned : ServerHealth.Suspect,
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
        var writable = definition.ReplicationHostgroups.Any(
            pair => seen.IsWritable(pair.Check) && definition.MembersOf(pair).Contains(server.Address));

        // While its probes failed it may have been read-only: it counts as writable since it answered again.
        var since = server.Failures == 0 && !seen.IsOtherThan(server) ? server.WritableSince : null;
        return seen with { WritableSince = writable ? since ?? observation.At : null, LateIn = Lateness.Of(seen, definition) };
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
