using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>Whether a node of Galera may get statements: by its own word, and by that of the others, which count the memberships. Pure.</summary>
internal static class GaleraStanding
{
    /// <summary>Returns a pair's knowledge of its cluster after an answer of one of its servers; the same while it brings nothing new.</summary>
    /// <param name="pair">What was known.</param>
    /// <param name="server">The server.</param>
    /// <param name="servers">All servers.</param>
    /// <param name="members">Those of the pair.</param>
    public static PairState After(PairState pair, ServerState server, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        if (!pair.Pair.AsksForNode || server is not { IsHeard: true, Node: { } node }) return pair;
        var lives = pair.Cluster is { } view && !view.Has(node.Status) && IsAliveWithout(server, view, servers, members);
        var next = ClusterView.After(pair.Cluster, node.Status, mayChange: pair.LastWriter is null, lives);
        return ReferenceEquals(next, pair.Cluster) ? pair : pair with { Cluster = next };
    }

    /// <summary>Whether a server may get statements at all, reads included.</summary>
    public static bool Serves(PairState pair, ServerState server) => !pair.Pair.AsksForNode || (server.Node is { Status.IsServing: true } && !IsLeftBehind(pair, server));

    /// <summary>Whether a server that does not answer is none of its cluster any more: all nodes of a newer membership have been heard, and it is none of them.</summary>
    public static bool IsReplaced(PairState pair, ServerState server, ImmutableArray<ServerState> members) =>
        pair.Cluster is { } view && server.Node?.Status.View < view.Number &&
        members.Count(member => member.IsHeard && member.Node is { } node && view.Has(node.Status)) >= view.Size;

    /// <summary>Whether a node names an older membership than another one, and may come to know of that any moment.</summary>
    public static bool IsAwaited(PairState pair, ServerState server) =>
        server is { IsHeard: true, Node.Status: { IsServing: true } status } && pair.Cluster is { } view && !view.Has(status) && !IsOfAnother(view, status);

    private static bool IsAliveWithout(ServerState server, ClusterView view, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        foreach (var member in members)
        {
            if (servers[member] is { IsHeard: true, Node: { } node } other && other.Address != server.Address && view.Has(node.Status)) return true;
        }

        return false;
    }

    private static bool IsLeftBehind(PairState pair, ServerState server) =>
        pair.Cluster is { } view && !view.Has(server.Node!.Status) && (server.Node.IsDoubted || IsOfAnother(view, server.Node.Status));

    // It names another cluster altogether, or a membership that is older than any of the same one could be.
    private static bool IsOfAnother(ClusterView view, WsrepStatus status) => status.Cluster != view.Cluster || view.IsBefore(status) || view.IsKnownTo(status);
}
