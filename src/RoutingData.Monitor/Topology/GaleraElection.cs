using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Who writes in a pair of Galera nodes after one observation. All of them could: one is chosen, by what every process sees alike, so that their
/// transactions do not fail each other. The first in the order of the configuration, of those that have served for long enough if there are any; the writer
/// stays the writer while it serves, until one before it has served for so long.
/// </summary>
internal sealed class GaleraElection(TopologyLayout layout, int index, PairState pair, ImmutableArray<ServerState> servers, long epoch)
{
    // Not the moment at which each was asked: one that was asked later has not served for longer.
    private readonly TimeSpan _now = layout.CandidatesOf(index).Max(server => servers[server].Node?.Status.AskedAt ?? TimeSpan.Zero);

    public PairState Run(ImmutableArray<TopologyEvent>.Builder events)
    {
        var members = layout.CandidatesOf(index).Select(server => servers[server])
            .Where(server => server.AliasOf is not { } serving || !layout.CandidatesOf(index).Contains(layout.ServerAt(serving)!.Value)).ToImmutableArray();
        var able = members.RemoveAll(server => !MayWrite(server));
        if (pair.Writer is not { } address) return Elect(able, members, events, pair);

        var writer = servers[layout.ServerAt(address)!.Value];
        if (WhyLost(writer, members) is { } why)
        {
            events.Add(Event(writer.Health == ServerHealth.Shunned ? TopologyEventKind.WriterLost : TopologyEventKind.WriterDemoted, address, why));
            return Elect(able, members, events, Without(address));
        }

        if (able.FirstOrDefault(IsSettled) is not { } first || members.IndexOf(first) >= members.IndexOf(writer)) return pair;
        events.Add(Event(
            TopologyEventKind.WriterDemoted, address, $"{first.Address} comes before it, and has served for {pair.Pair.TakeBackAfter.TotalMilliseconds:0} ms (TakeBackAfterMs)"));
        return Elected(first, events, Without(address), "it is the first of the nodes, and has served for long enough");
    }

    private PairState Elect(
        ImmutableArray<ServerState> able, ImmutableArray<ServerState> members, ImmutableArray<TopologyEvent>.Builder events, PairState current)
    {
        // At the start no node is elected before all have been asked once, or every process would have one of its own.
        if (current.LastWriter is null &&
            members.Any(server => server.ProbedAt == 0 || server is { IsHeard: true, Node: null } || GaleraStanding.IsAwaited(current, server))) return current;
        return (able.FirstOrDefault(IsSettled) ?? able.FirstOrDefault()) is { } first
            ? Elected(first, events, current, "it is the first of the nodes that serve")
            : current;
    }

    private PairState Elected(ServerState winner, ImmutableArray<TopologyEvent>.Builder events, PairState current, string why)
    {
        events.Add(Event(
            TopologyEventKind.WriterElected, winner.Address, $"{winner.Address} is the writer of hostgroup {pair.Pair.WriterHostgroup}: {why}"));
        return current with
        {
            Writer = winner.Address,
            LastWriter = winner.Address,
            FormerWriter = current.LastWriter == winner.Address ? null : current.LastWriter,
            FencedFrom = layout.Definition.FencesPromotions && WriterElection.ReplacedBy(winner, current) is { } former && former != winner.Address ? former : null,
            // What the one before had committed it has, and need not have applied.
            CatchesUpSince = current.LastWriter is null ? 0 : epoch,
            Since = epoch,
        };
    }

    private string? WhyLost(ServerState writer, ImmutableArray<ServerState> members)
    {
        if (writer.Node is { Status.IsInside: false }) return $"{writer.Address} is outside the primary component";
        if (!writer.IsHeard)
        {
            return writer.Health == ServerHealth.Shunned ? $"{writer.Address} does not answer"
                : GaleraStanding.IsReplaced(pair, writer, members) ? $"{writer.Address} does not answer, and its cluster goes on without it"
                : null;
        }

        // After a reload it may not have been asked as a node yet.
        if (writer.Node is null) return null;
        return !GaleraStanding.Serves(pair, writer) ? $"{writer.Address} is not synced, takes no statements, or is outside the newest membership"
            : !writer.IsWritable(pair.Pair.Check) ? $"{writer.Address} is read-only now"
            : writer.Drained && members.Any(MayWrite) ? $"{writer.Address} is drained"
            : null;
    }

    private bool MayWrite(ServerState server) =>
        server is { IsHeard: true, Drained: false } && server.IsWritable(pair.Pair.Check) && GaleraStanding.Serves(pair, server);

    private bool IsSettled(ServerState server) => server.Node!.HasServedFor(pair.Pair.TakeBackAfter, _now);

    private PairState Without(ServerAddress writer) =>
        pair with { Writer = null, LastWriter = writer, CatchesUpSince = 0, Since = epoch };

    private TopologyEvent Event(TopologyEventKind kind, ServerAddress server, string reason) =>
        new(kind, server, pair.Pair.WriterHostgroup, epoch, reason);
}
