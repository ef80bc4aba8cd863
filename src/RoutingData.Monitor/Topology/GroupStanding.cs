using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Whether a server is out-voted: what its own word is worth in its replication group. A primary that was frozen and comes back says that it is
/// online, the primary and writable, and answers reads; only the others know that the group goes on without it. Pure.
/// </summary>
internal static class GroupStanding
{
    /// <summary>Returns a pair's knowledge of its group after an answer of one of its servers; the same while it brings nothing new.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="server">The server, as it is known by now.</param>
    /// <param name="servers">All servers.</param>
    /// <param name="members">Those of the pair.</param>
    public static PairState After(PairState pair, ServerState server, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        if (!pair.Pair.AsksForGroup) return pair;
        var next = After(pair.Group, server);
        if (next is not null && server.Report?.Group is { View: { } view } && view.Group < next.Id.Group)
            next = Anew(next, servers, members);
        return ReferenceEquals(next, pair.Group) ? pair : pair with { Group = next };
    }

    /// <summary>Whether a server may get statements at all, reads included.</summary>
    public static bool IsInside(PairState pair, ServerState server)
    {
        if (!pair.Pair.AsksForGroup) return true;
        // Only the group's word can put out a server that does not show its own.
        if (pair.Group is { } group && (!group.Has(server.Identity) || group.IsCutOff(server.Identity))) return false;
        if (server.Report?.Group is not { } own) return false;
        if (ReferenceEquals(own, GroupMembership.Hidden)) return true;
        return own.View is not null && own.Find(server.Identity) is { State: GroupMemberState.Online } && own.HasQuorum;
    }

    /// <summary>Whether a server's word that it takes writes is to be believed. One that has been the writer is, until others deny it.</summary>
    public static bool IsBelieved(PairState pair, ServerState server)
    {
        if (!pair.Pair.AsksForGroup) return true;
        if (!IsInside(pair, server)) return false;
        if (ReferenceEquals(server.Report?.Group, GroupMembership.Hidden)) return pair.Group?.HasOtherPrimary(server.Identity) != true;
        if (pair.Group!.IsPrimary(server.Identity)) return true;
        return pair.Writer == server.Address && server.Report!.Group!.CallsPrimary(server.Identity) && !pair.Group.HasOtherPrimary(server.Identity);
    }

    /// <summary>Whether a server says that it takes writes, and not enough others have been asked yet to believe it.</summary>
    public static bool IsAwaited(PairState pair, ServerState server) =>
        pair.Pair.AsksForGroup && server.IsHeard && server.IsWritable(pair.Pair.Check) && IsInside(pair, server) && !IsBelieved(pair, server) && server.Report!.Group!.CallsPrimary(server.Identity);

    // A group that was made anew, by a server whose clock is behind: all answer, and none is in the one that is known.
    private static GroupView? Anew(GroupView known, ImmutableArray<ServerState> servers, ImmutableArray<int> members) =>
        members.All(member => servers[member] is { IsHeard: true } server && server.Report?.Group?.View?.Group != known.Id.Group)
            ? members.Aggregate((GroupView?)null, (view, member) => After(view, servers[member]))
            : known;

    private static GroupView? After(GroupView? known, ServerState server) =>
        server is { IsHeard: true, Report.Group: { } membership, Identity: { } identity } ? GroupView.After(known, identity, membership) : known;
}
