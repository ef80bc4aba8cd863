using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>Which of several writable servers is the real writer, judged by what the servers themselves say; no word but
/// theirs counts.</summary>
internal static class WriterEvidence
{
    /// <summary>Returns the one candidate the evidence speaks for, or null when it is silent or speaks for several.</summary>
    /// <param name="candidates">The writable servers; one at least.</param>
    /// <param name="members">All servers of the pair; one that does not answer is no witness.</param>
    public static ServerState? Choose(ImmutableArray<ServerState> candidates, ImmutableArray<ServerState> members)
    {
        // One that replicates from another of them is its replica, whichever servers follow it in turn.
        var sources = candidates.RemoveAll(candidate => candidates.Any(
            other => other != candidate && candidate.Report is { Replication.Running: true } && Follows(candidate, other)));
        if (sources.IsEmpty) sources = candidates;
        if (sources is [var only]) return only;
        return Only(sources, candidate => members.Any(
                member => member.IsHeard && Follows(member, candidate) && !candidates.Contains(member))) ??
            Only(sources, candidate => !candidates.Any(other => other != candidate && Follows(candidate, other))) ??
            Only(sources, candidate => sources.All(other => other == candidate || IsAheadOf(candidate, other)));
    }

    /// <summary>Whether a server says that it replicates, even if over others, from one whose own word is missing and that has not been given up:
    /// it is writable by mistake then, and no successor.</summary>
    public static bool FollowsUnheard(ServerState server, ImmutableArray<ServerState> members)
    {
        var replica = server;
        for (var steps = 0; steps < members.Length && replica is { Report.Replication.Running: true }; steps++)
        {
            var sources = members.Where(member => Follows(replica, member)).ToArray();
            if (Array.Find(sources, source => source.IsHeard) is not { } heard)
                return Array.Exists(sources, source => source.Health != ServerHealth.Shunned);
            replica = heard;
        }

        return false;
    }

    /// <summary>Whether another server replicates from it.</summary>
    public static bool IsFollowed(ServerState server, ImmutableArray<ServerState> members) =>
        members.Any(member => member.IsHeard && Follows(member, server));

    /// <summary>Whether a server has executed all that another one had at its last probe.</summary>
    public static bool HasAllOf(ServerState server, ServerState other) => IsKnown(other) && Contains(server, other);

    /// <summary>Whether a replica's source is a server.</summary>
    public static bool IsFrom(ReplicationReport replication, ServerState source) =>
        replication.SourceIdentity is { } identity && source.Identity is { } sourceIdentity
            ? string.Equals(identity, sourceIdentity, StringComparison.OrdinalIgnoreCase)
            : new ServerAddress(replication.SourceHost, replication.SourcePort) == source.Address;

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
        return IsFrom(replication, source);
    }

    private static bool IsAheadOf(ServerState server, ServerState other) =>
        IsKnown(server) && Contains(server, other) && !Contains(other, server);

    private static bool Contains(ServerState outer, ServerState inner) =>
        outer.Report?.Executed is { } executed && inner.Report?.Executed is { } wanted && executed.Contains(wanted);

    private static bool IsKnown(ServerState server) => server.Report is { Executed.IsEmpty: false };
}
