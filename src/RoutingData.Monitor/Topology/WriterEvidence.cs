using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>Which of several writable servers is the real writer, judged by what the servers themselves say; nobody's word but theirs counts.</summary>
internal static class WriterEvidence
{
    /// <summary>The one candidate the evidence speaks for, or null when it is silent or speaks for several.</summary>
    /// <param name="candidates">The writable servers; two at least.</param>
    /// <param name="members">All servers of the pair; one that does not answer is no witness.</param>
    public static ServerState? Choose(ImmutableArray<ServerState> candidates, ImmutableArray<ServerState> members) =>
        Only(candidates, candidate => members.Any(member => member.Answers && Follows(member, candidate) && !candidates.Contains(member))) ??
        Only(candidates, candidate => !candidates.Any(other => other != candidate && Follows(candidate, other))) ??
        Only(candidates, candidate => candidates.All(other => other == candidate || IsAheadOf(candidate, other)));

    /// <summary>Whether a server may take over from a writer that is gone although both were writable: others follow it, or it has executed all that is known of the other.</summary>
    public static bool Supersedes(ServerState server, ServerState gone, ImmutableArray<ServerState> members) =>
        members.Any(member => member.Answers && Follows(member, server)) ||
        (gone.Gtid.Length > 0 && server.Flavor is { } flavor && flavor == gone.Flavor && GtidPosition.Contains(server.Gtid, gone.Gtid, flavor));

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
        server.Gtid.Length > 0 && server.Flavor is { } flavor && flavor == other.Flavor &&
        GtidPosition.Contains(server.Gtid, other.Gtid, flavor) && !GtidPosition.Contains(other.Gtid, server.Gtid, flavor);
}
