using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>Which servers may be used for which hostgroup, derived from what is configured and what was seen.</summary>
internal static class HostgroupMembers
{
    public static FrozenDictionary<int, ImmutableArray<HostgroupMember>> Of(
        TopologyDefinition definition, FrozenDictionary<ServerAddress, ServerState> servers, IEnumerable<PairState> pairs)
    {
        var hostgroups = new Dictionary<int, ImmutableArray<HostgroupMember>>();
        foreach (var pair in pairs)
        {
            var members = definition.MembersOf(pair.Pair);
            hostgroups[pair.Pair.WriterHostgroup] = pair is { Writer: { } writer, FencedFrom: null } && !servers[writer].InConflict
                ? Usable([writer], pair.Pair.WriterHostgroup)
                : [];
            hostgroups[pair.Pair.ReaderHostgroup] =
                Usable(members.Where(address => IsReader(servers[address], pair, definition)), pair.Pair.ReaderHostgroup);
        }

        foreach (var group in definition.Servers.GroupBy(server => server.Hostgroup))
        {
            if (hostgroups.ContainsKey(group.Key)) continue;
            hostgroups[group.Key] = Usable(
                group.Select(server => server.Address).Where(address => servers[address] is { Answers: true, InConflict: false }),
                group.Key);
        }

        return hostgroups.ToFrozenDictionary();

        ImmutableArray<HostgroupMember> Usable(IEnumerable<ServerAddress> addresses, int hostgroup) =>
        [
            .. addresses
                .Select(address => new HostgroupMember(definition.Entry(address, hostgroup), servers[address]))
                .Where(member => member.Definition.Status == ServerStatus.Online && !member.State.Drained)
                .Where(member => member.State.WritableSince is not null || !member.State.LateIn.Contains(hostgroup))
        ];
    }

    /// <summary>Whether two results name the same servers for the same hostgroups.</summary>
    public static bool AreSame(
        FrozenDictionary<int, ImmutableArray<HostgroupMember>> left, FrozenDictionary<int, ImmutableArray<HostgroupMember>> right) =>
        left.All(group => group.Value.Select(member => member.Address).SequenceEqual(right[group.Key].Select(member => member.Address)));

    private static bool IsReader(ServerState server, PairState pair, TopologyDefinition definition)
    {
        if (!server.Answers || server.InConflict) return false;
        return pair.Writer == server.Address ? definition.WriterIsAlsoReader : !server.IsWritable(pair.Pair.Check);
    }
}
