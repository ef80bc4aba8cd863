using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>Which of several writable servers is the real writer, judged by what the servers themselves say; nobody's word but
/// theirs counts.</summary>
internal static class WriterEvidence
{
    /// <summary>The one candidate the evidence speaks for, or null when it is silent or speaks for several.</summary>
    /// <param name="candidates">The writable servers; two at least.</param>
    /// <param name="members">All servers of the pair; one that does not answer is no witness.</param>
    public static ServerState? Choose(ImmutableArray<ServerState> candidates, ImmutableArray<ServerState> members) =>
        Only(candidates, candidate => members.Any(
            member => member.Answers && Follows(member, candidate) && !candidates.Contains(member))) ??
        Only(candidates, candidate => !candidates.Any(other => other != candidate && Follows(candidate, other))) ??
        Only(candidates, candidate => candidates.All(other => other == candidate || IsAheadOf(candidate, other)));

    /// <summary>Whether a server may write after others that were writable too: somebody follows it, or it has executed all that is
    /// known of them.</summary>
    public static bool Supersedes(ServerState server, ImmutableArray<ServerState> others, ImmutableArray<ServerState> members) =>
        members.Any(member => member.Answers && Follows(member, server)) ||
        others.All(other => other.Gtid.Length > 0 && Contains(server, other));

    /// <summary>Whether a server is known to lack something that another has executed (D38).</summary>
    public static bool Lacks(ServerState server, ServerState other) =>
        server.Gtid.Length > 0 && other.Gtid.Length > 0 && server.Flavor == other.Flavor && !Contains(server, other);

    private static ServerState? Only(ImmutableArray<ServerState> candidates, Func<ServerState, bool> test)
    {
        ServerState? found = null;
        foreach (var candidate in candidates)
        {
            if (!test(candidate)) continue;
            if (found is not null) return null;
            found = candidate;
        }

        return found;
    }

    private static bool Follows(ServerState replica, ServerState source)
    {
        if (replica.Report?.Replication is not { } replication || replica == source) return false;
        return replication.SourceIdentity is { } identity && source.Identity is { } sourceIdentity
            ? string.Equals(identity, sourceIdentity, StringComparison.OrdinalIgnoreCase)
            : new ServerAddress(replication.SourceHost, replication.SourcePort) == source.Address;
    }

    private static bool IsAheadOf(ServerState server, ServerState other) =>
        server.Gtid.Length > 0 && Contains(server, other) && !Contains(other, server);

    private static bool Contains(ServerState outer, ServerState inner) =>
        outer.Flavor is { } flavor && flavor == inner.Flavor && GtidPosition.Contains(outer.Gtid, inner.Gtid, flavor);
}
