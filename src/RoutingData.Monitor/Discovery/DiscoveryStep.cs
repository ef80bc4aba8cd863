using System.Collections.Immutable;
using RoutingData.Monitor.Definitions;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor.Discovery;

/// <summary>
/// Which servers are discovered: those that are and have given no reason to go, and candidates that have shown that they belong to the fleet. Servers that are
/// configured are no concern of it. Pure.
/// </summary>
internal static class DiscoveryStep
{
    /// <summary>Returns the outcome of a round.</summary>
    /// <param name="known">What others say.</param>
    /// <param name="answers">What the candidates themselves say.</param>
    /// <param name="topology">What is in force.</param>
    /// <param name="rules">What may be discovered.</param>
    /// <param name="now">The moment, by the clock of <paramref name="known"/>.</param>
    public static DiscoveryOutcome Judge(
        DiscoveryKnowledge known, IReadOnlyDictionary<ServerAddress, ProbeResult> answers, TopologySnapshot topology, DiscoveryRules rules, TimeSpan now)
    {
        var servers = ImmutableArray.CreateBuilder<ServerDefinition>();
        var events = ImmutableArray.CreateBuilder<TopologyEvent>();
        var remarks = ImmutableArray.CreateBuilder<string>();
        foreach (var server in topology.Definition.Servers.Where(server => server.IsDiscovered))
        {
            if (ReasonToGo(server, known, topology, rules, now) is { } reason)
                events.Add(Event(TopologyEventKind.Removed, server.Address, PairOf(server), $"{server.Address} is taken out: {reason}"));
            else
                servers.Add(server);
        }

        foreach (var candidate in known.Candidates)
        {
            if (answers.GetValueOrDefault(candidate.Address) is not { } answer) continue;
            if (answer is not ServerReport report)
            {
                remarks.Add(LeftOut(candidate, $"it does not let the monitor in: {((ProbeFailure)answer).Error.Message}"));
                continue;
            }

            var proof = FleetProof.Of(candidate, report, topology);
            if (servers.Any(server => string.Equals(server.Identity, report.Identity, StringComparison.OrdinalIgnoreCase))) continue;
            if (!proof.IsGiven)
            {
                if (proof.Reason is { } missing) remarks.Add(LeftOut(candidate, missing));
            }
            else if (servers.Count >= rules.MaxServers)
            {
                remarks.Add(LeftOut(candidate, $"{rules.MaxServers} servers are discovered already (Discovery:MaxServers)"));
            }
            else if (topology.Pairs[candidate.Pair].Pair is var pair && topology.Definition.Discovered(candidate.Address, report.Identity, pair) is { } found)
            {
                servers.Add(found);
                events.Add(Event(TopologyEventKind.Discovered, candidate.Address, pair.WriterHostgroup,
                    $"{candidate.Address} ({report.Identity}) is in force: {proof.Reason}"));
            }
        }

        return new DiscoveryOutcome(servers.ToImmutable(), events.ToImmutable(), remarks.ToImmutable());

        int? PairOf(ServerDefinition server) => topology.FindPair(server.Hostgroup)?.Pair.WriterHostgroup;

        TopologyEvent Event(TopologyEventKind kind, ServerAddress server, int? hostgroup, string reason) => new(kind, server, hostgroup, topology.Epoch, reason);
    }

    private static string? ReasonToGo(ServerDefinition server, DiscoveryKnowledge known, TopologySnapshot topology, DiscoveryRules rules, TimeSpan now)
    {
        var state = topology.Find(server.Address)!;
        if (state.LastError is OtherServerException other) return other.Message;
        if (topology.FindPair(server.Hostgroup) is not { } pair) return null;
        if (FleetProof.IsRefuted(state, pair, topology)) return "it replicates from a server that is not of the fleet";
        return state.Health == ServerHealth.Shunned && pair.Writer != server.Address &&
            known.LastNamed.TryGetValue(server.Address, out var named) && now - named >= rules.DropAfter
                ? "it does not answer, and the fleet names it no longer"
                : null;
    }

    private static string LeftOut(Candidate candidate, string reason) => $"{candidate.Address}, which {candidate.By} names, gets no statement: {reason}";
}
