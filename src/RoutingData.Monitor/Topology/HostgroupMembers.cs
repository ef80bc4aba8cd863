using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>Which servers may be used for which hostgroup, derived from what is configured and what was seen. Hostgroups go by their
/// index in the layout.</summary>
internal static class HostgroupMembers
{
    public static ImmutableArray<ImmutableArray<HostgroupMember>> Of(
        TopologyLayout layout, ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs) =>
        [.. layout.Hostgroups.Select(hostgroup => Of(hostgroup, layout, servers, pairs))];

    /// <summary>Returns the same for a topology's next servers, of which one has another state, while the pairs are what they were.</summary>
    public static ImmutableArray<ImmutableArray<HostgroupMember>> After(
        TopologySnapshot topology, ImmutableArray<ServerState> servers, int changed)
    {
        var layout = topology.Layout;
        var hostgroups = topology.Hostgroups;
        foreach (var place in layout.PlacesOf(changed))
        {
            var members = hostgroups[place.Hostgroup];
            var at = IndexOf(topology.Servers[changed], members);
            var isUsable = IsUsable(place, layout, servers, topology.Pairs);
            if (at < 0 && !isUsable) continue;
            hostgroups = hostgroups.SetItem(place.Hostgroup, at >= 0 && isUsable
                ? members.SetItem(at, new HostgroupMember(place.Entry, servers[changed]))
                : Of(layout.Hostgroups[place.Hostgroup], layout, servers, topology.Pairs));
        }

        return hostgroups;
    }

    /// <summary>Whether two results name the same servers for the same hostgroups.</summary>
    public static bool AreSame(
        ImmutableArray<ImmutableArray<HostgroupMember>> left, ImmutableArray<ImmutableArray<HostgroupMember>> right) =>
        left.Zip(right).All(hostgroup => AreSame(hostgroup.First, hostgroup.Second));

    private static bool AreSame(ImmutableArray<HostgroupMember> left, ImmutableArray<HostgroupMember> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i], right[i]) && left[i].Address != right[i].Address) return false;
        }

        return true;
    }

    private static ImmutableArray<HostgroupMember> Of(
        HostgroupLayout hostgroup, TopologyLayout layout, ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs) =>
        [
            .. hostgroup.Places
                .Where(place => IsUsable(place, layout, servers, pairs))
                .Select(place => new HostgroupMember(place.Entry, servers[place.Server]))
        ];

    private static int IndexOf(ServerState server, ImmutableArray<HostgroupMember> members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (ReferenceEquals(members[i].State, server)) return i;
        }

        return -1;
    }

    private static bool IsUsable(
        HostgroupPlace place, TopologyLayout layout, ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs)
    {
        var server = servers[place.Server];
        var id = place.Entry.Hostgroup;
        if (place.Entry.Status != ServerStatus.Online || server.Drained || server.InConflict) return false;
        if (IsServedByAnother(server, place.Hostgroup, layout)) return false;
        if (server.WritableSince is null && server.LateIn.Contains(id)) return false;

        if (layout.Hostgroups[place.Hostgroup].Pair is not { } index) return server.Answers;
        var pair = pairs[index];
        return id == pair.Pair.ReaderHostgroup
            ? IsReader(server, pair, layout.Definition)
            : pair is { FencedFrom: null, CatchesUpSince: 0 } && pair.Writer == server.Address;
    }

    // Counted once: through the address that serves, unless only this one stands in the hostgroup.
    private static bool IsServedByAnother(ServerState server, int hostgroup, TopologyLayout layout) =>
        server.AliasOf is { } serving && layout.HasPlace(layout.ServerAt(serving)!.Value, hostgroup);

    private static bool IsReader(ServerState server, PairState pair, TopologyDefinition definition)
    {
        if (!server.Answers || !GroupStanding.IsInside(pair, server) || !GaleraStanding.Serves(pair, server)) return false;
        if (pair.Writer == server.Address) return definition.WriterIsAlsoReader;
        // All nodes of Galera are writable.
        return pair.Pair.AsksForNode || !server.IsWritable(pair.Pair.Check);
    }
}
