using System.Collections.Immutable;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Who shows whose writes, after one observation or one answer about positions alone. One number is all that sessions need of it: a member
/// shows every write that was answered before that moment.
/// </summary>
internal static class Freshness
{
    /// <summary>Returns what is known of pairs before anything was said: nothing, and of nodes of Galera nothing ever will be.</summary>
    public static ImmutableArray<PairFreshness> NoneOf(ImmutableArray<PairState> pairs) =>
        [.. pairs.Select(pair => pair.Pair.AsksForNode ? PairFreshness.Blind : PairFreshness.None)];

    /// <summary>Returns what is known after an observation, of which the topology knows already.</summary>
    /// <param name="topology">The topology after it.</param>
    /// <param name="index">The server observed.</param>
    /// <param name="before">Its state before.</param>
    /// <param name="observation">The observation.</param>
    public static ImmutableArray<PairFreshness> After(TopologySnapshot topology, int index, ServerState before, in Observation observation)
    {
        var server = topology.Servers[index];
        var report = observation.Result as ServerReport;
        var freshness = topology.Freshness;
        foreach (var pair in topology.Layout.PairsOf(index))
        {
            // Each node of Galera counts its own transactions.
            if (topology.Pairs[pair].Pair.AsksForNode) continue;
            var members = topology.Layout.MembersOf(pair);
            var next = freshness[pair].Under(
                topology.Pairs[pair], members.Length, topology.Pairs[pair].Writer is { } writer ? topology.Find(writer)?.Identity : null);
            if (!ReferenceEquals(next, freshness[pair])) next = Seeded(next, topology, members);
            var (member, isWriter) = (members.IndexOf(index), next.Writer == server.Address);
            // What a new connection leads to may be the same server with less than it had, after a crash, or another one.
            if (server.IsOtherThan(before) || (!isWriter && (report is not { IsFirst: false } || !IsOne(server)))) next = next.Without(member, isWriter);
            if (isWriter && report is { IsFirst: true, Position: { } again }) next = next.Again(again);
            if (report?.Position is { } fetch)
            {
                if (isWriter && topology.Pairs[pair].Writer != server.Address) next = next.WithLast(fetch);
                else if (isWriter || IsOne(server)) next = next.With(member, isWriter, fetch);
            }

            if (!ReferenceEquals(next, freshness[pair])) freshness = freshness.SetItem(pair, next);
        }

        return freshness;
    }

    // What the servers said last holds under the new writer too, whose answer said that it was writable by then.
    private static PairFreshness Seeded(PairFreshness next, TopologySnapshot topology, ImmutableArray<int> members)
    {
        for (var member = 0; member < members.Length; member++)
        {
            var server = topology.Servers[members[member]];
            if (server is { IsHeard: true, Report.Position: { } fetch } && IsOne(server)) next = next.With(member, next.Writer == server.Address, fetch);
        }

        return next;
    }

    /// <summary>Returns what is known after a server has reported its position, and nothing else.</summary>
    public static ImmutableArray<PairFreshness> After(TopologySnapshot topology, int index, in PositionFetch fetch)
    {
        var server = topology.Servers[index];
        var freshness = topology.Freshness;
        if (!IsOne(server)) return freshness;
        foreach (var pair in topology.Layout.PairsOf(index))
        {
            if (topology.Pairs[pair].Pair.AsksForNode) continue;
            var before = freshness[pair];
            var isWriter = before.Writer == server.Address;
            // A writer that was lost and not replaced is not asked.
            if (isWriter && topology.Pairs[pair].Writer != server.Address) continue;
            // Another one may have become the writer already.
            if (isWriter && fetch.IsReadOnly(topology.Pairs[pair].Pair.Check)) continue;
            var next = before.With(topology.Layout.MembersOf(pair).IndexOf(index), isWriter, fetch);
            if (!ReferenceEquals(next, before)) freshness = freshness.SetItem(pair, next);
        }

        return freshness;
    }

    /// <summary>Whether what the monitor's connection shows is what every connection to the address does.</summary>
    private static bool IsOne(ServerState server) => server is { LeadsToSeveral: false, MayBeAnother: false };
}
