using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>Whether a node of Galera may get statements: by its own word, and by that of the others, which count the memberships. Pure.</summary>
internal static class GaleraStanding
{
    /// <summary>Returns a pair's knowledge of its cluster after an answer of one of its servers; the same while it brings nothing new.</summary>
    public static PairState After(PairState pair, ServerState server)
    {
        if (!pair.Pair.AsksForNode || server is not { IsHeard: true, Node: { } node }) return pair;
        var next = ClusterView.After(pair.Cluster, node.Status, mayChange: pair.LastWriter is null);
        return ReferenceEquals(next, pair.Cluster) ? pair : pair with { Cluster = next };
    }

    /// <summary>Whether a server may get statements at all, reads included.</summary>
    public static bool Serves(PairState pair, ServerState server) => !pair.Pair.AsksForNode || (server.Node is { Status.IsServing: true } && !IsLeftBehind(pair, server));

    /// <summary>Whether a server that does not answer is none of its cluster any more: all nodes of a newer membership have been heard, and it is none of them.</summary>
    public static bool IsReplaced(PairState pair, ServerState server, ImmutableArray<ServerState> members) =>
        pair.Cluster is { } view && server.Node?.Status.View < view.Number &&
        members.Count(member => member.IsHeard && member.Node is { } node && view.Has(node.Status)) >= view.Size;

    // It names an older membership, or another cluster altogether.
    private static bool IsLeftBehind(PairState pair, ServerState server) =>
        pair.Cluster is { } view && !view.Has(server.Node!.Status) && (server.Node.Status.Cluster != view.Cluster || server.Node.IsDoubted);
}
