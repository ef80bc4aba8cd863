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
        var next = LivingGroups.Choose(LivingGroups.After(pair.Group, server), pair, servers, members);
        return ReferenceEquals(next, pair.Group) ? pair : pair with { Group = next };
    }

    /// <summary>Whether a server may get statements at all, reads included.</summary>
    public static bool IsInside(PairState pair, ServerState server)
    {
        if (!pair.Pair.AsksForGroup) return true;
        if (pair.Group is { } group && (!group.Has(server.Identity) || group.IsCutOff(server.Identity))) return false;
        return server.Report?.Group switch
        {
            // It was not asked yet: the options were reloaded.
            null => pair.LastWriter is not null,
            { IsHidden: true } => true,
            var own => own.View is { } view && view.Group == pair.Group?.Id.Group && own.HasQuorum &&
                own.Find(server.Identity) is { State: GroupMemberState.Online },
        };
    }

    /// <summary>Whether a server's word that it takes writes is to be believed. One that has been the writer is, until others deny it.</summary>
    public static bool IsBelieved(PairState pair, ServerState server)
    {
        if (!pair.Pair.AsksForGroup) return true;
        if (!IsInside(pair, server)) return false;
        var isDenied = pair.Group?.HasOtherPrimary(server.Identity) == true;
        return server.Report?.Group switch
        {
            null => pair.Writer == server.Address && !isDenied,
            { IsHidden: true } => !isDenied,
            var own => pair.Group!.IsPrimary(server.Identity) || (pair.Writer == server.Address && own.CallsPrimary(server.Identity) && !isDenied),
        };
    }

    /// <summary>Whether a server says that it takes writes, and not enough others have been asked yet to believe it.</summary>
    public static bool IsAwaited(PairState pair, ServerState server) =>
        pair.Pair.AsksForGroup && server.IsHeard && server.IsWritable(pair.Pair.Check) && IsInside(pair, server) && !IsBelieved(pair, server) &&
        server.Report?.Group?.CallsPrimary(server.Identity) == true;
}
