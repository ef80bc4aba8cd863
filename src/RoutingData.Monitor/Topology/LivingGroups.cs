using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// Which replication group is a pair's, where its servers speak of several: one was made anew after an outage, or by mistake beside one that
/// lives. The later number alone proves neither. Pure.
/// </summary>
internal static class LivingGroups
{
    /// <summary>Returns the newest view after a server's answer, as <see cref="GroupView.After"/> does.</summary>
    public static GroupView? After(GroupView? known, ServerState server) =>
        server is { IsHeard: true, Report.Group: { } membership, Identity: { } identity } ? GroupView.After(known, identity, membership) : known;

    /// <summary>Returns the view of the pair's group; the same one while no other group is better proven.</summary>
    /// <param name="known">The view so far; null where no server has shown one.</param>
    /// <param name="pair">The pair. Once it has had a writer its group stays while it may be alive.</param>
    /// <param name="servers">All servers.</param>
    /// <param name="members">Those of the pair.</param>
    public static GroupView? Choose(GroupView? known, PairState pair, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        var chosen = StrongestOf(known, pair.LastWriter is not null, servers, members);
        return chosen is not null && AreHidden(chosen, pair, servers, members) ? null : chosen;
    }

    private static GroupView? StrongestOf(GroupView? known, bool isDecided, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        if (!IsAmongSeveral(known, servers, members)) return known;

        var strengths = (
            from member in members
            let server = servers[member]
            let itsGroup = IsHiddenMember(server, known) ? known!.Id.Group : GroupOf(server)
            where itsGroup is not null && (itsGroup != known?.Id.Group || known!.Has(server.Identity))
            group server by itsGroup.Value into living
            select (Group: living.Key, Count: living.Count())).ToArray();
        var most = strengths.Max(group => group.Count);
        var strongest = strengths.Where(group => group.Count == most).Select(group => group.Group).ToArray();

        // Several alike: what is known stays; before there was a writer, no server's word counts.
        if (strongest is not [var only]) return isDecided ? known : null;
        var left = strengths.FirstOrDefault(group => group.Group == known?.Id.Group).Count;
        var stays = isDecided && known is not null && (only == known.Id.Group || !IsReplaced(known, left, only, servers, members));
        return stays ? known : ViewOf(only, servers, members) ?? known;
    }

    // A later group takes the place of one that is dead, or that most of its members have left. An earlier one was made by a server whose clock is
    // behind, or is a frozen server's memory: it counts once all answer, and none is in the one that is known.
    private static bool IsReplaced(GroupView known, int left, ulong by, ImmutableArray<ServerState> servers, ImmutableArray<int> members) =>
        by > known.Id.Group
            ? left == 0 || 2 * left < known.Members
            : members.All(member => servers[member] is { IsHeard: true } server && GroupOf(server) != known.Id.Group && !IsHiddenMember(server, known));

    // The monitor's user has lost the right to see it: what it saw last would stand for ever. The first one that shows it again counts only if it speaks of
    // most servers, or of the writer: a group that one has made of its own would take the writer from those that are still hidden.
    private static bool AreHidden(GroupView known, PairState pair, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        var (hidden, shown) = (0, 0);
        foreach (var member in members)
        {
            if (servers[member] is not { IsHeard: true, Report: { } report }) continue;
            if (report.Group is { IsHidden: true }) hidden++;
            else shown++;
        }

        return shown == 0
            ? 2 * hidden > members.Length
            : pair is { Group: null, LastWriter: not null } && hidden > shown &&
                2 * members.Count(member => known.Has(servers[member].Identity)) <= members.Length &&
                !members.Any(member => servers[member].Address == pair.Writer && known.Has(servers[member].Identity));
    }

    private static bool IsAmongSeveral(GroupView? known, ImmutableArray<ServerState> servers, ImmutableArray<int> members)
    {
        foreach (var member in members)
        {
            if (GroupOf(servers[member]) is { } group && group != known?.Id.Group) return true;
        }

        return false;
    }

    // The group in which a server takes part with most of its members, by its last word; one that was given up has none.
    private static ulong? GroupOf(ServerState server) =>
        server is { Health: not ServerHealth.Shunned, Report.Group: { View: { } view, HasQuorum: true } own } && own.IsTakenPartInBy(server.Identity)
            ? view.Group
            : null;

    // It was in it when that could be seen last.
    private static bool IsHiddenMember(ServerState server, GroupView? known) =>
        server is { IsHeard: true, Report.Group.IsHidden: true } && known?.Has(server.Identity) == true;

    private static GroupView? ViewOf(ulong group, ImmutableArray<ServerState> servers, ImmutableArray<int> members) =>
        members.Where(member => GroupOf(servers[member]) == group).Aggregate((GroupView?)null, (view, member) => After(view, servers[member]));
}
