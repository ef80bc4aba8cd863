using System.Collections.Frozen;
using System.Collections.Immutable;
using RoutingData.Monitor.Definitions;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// What a definition comes to, worked out once and not at every answer of a probe. Servers, pairs and hostgroups go by their index, the
/// same in every topology made with it. The definition does not hold it, for <c>with</c> would copy it to another one.
/// </summary>
internal sealed class TopologyLayout
{
    private readonly FrozenDictionary<ServerAddress, int> _servers;
    private readonly FrozenDictionary<int, int> _hostgroups;
    private readonly ImmutableArray<ImmutableArray<int>> _members;
    private readonly ImmutableArray<ImmutableArray<int>> _candidates;
    private readonly ImmutableArray<ImmutableArray<int>> _pairs;
    private readonly ImmutableArray<ImmutableArray<HostgroupPlace>> _places;
    private readonly FrozenDictionary<int, string> _discovered;

    public TopologyLayout(TopologyDefinition definition)
    {
        Definition = definition;
        Addresses = [.. definition.Addresses];
        _servers = Addresses.Index().ToFrozenDictionary(server => server.Item, server => server.Index);

        _discovered = definition.Servers.Where(server => server.IsDiscovered)
            .ToFrozenDictionary(server => _servers[server.Address], server => server.Identity!);

        var pairs = definition.ReplicationHostgroups;
        var entries = new ConfiguredEntries(definition);
        _members = [.. pairs.Select(pair => ServersIn(pair.Contains))];
        _candidates = [.. pairs.Zip(_members, (pair, members) => members.RemoveAll(server =>
            entries.Find(Addresses[server], pair.WriterHostgroup).Status == ServerStatus.OfflineHard))];

        var pairOf = PairByHostgroup(definition);
        _hostgroups = pairOf.Keys.Index().ToFrozenDictionary(hostgroup => hostgroup.Item, hostgroup => hostgroup.Index);
        Hostgroups = [.. pairOf.Select(hostgroup =>
            new HostgroupLayout(hostgroup.Value, PlacesIn(hostgroup.Key, hostgroup.Value, entries)))];

        var pairsOf = _members.Index().SelectMany(pair => pair.Item.Select(server => (server, pair.Index)))
            .ToLookup(member => member.server, member => member.Index);
        var placesOf = Hostgroups.SelectMany(hostgroup => hostgroup.Places).ToLookup(place => place.Server);
        _pairs = [.. Addresses.Select((_, server) => pairsOf[server].ToImmutableArray())];
        _places = [.. Addresses.Select((_, server) => placesOf[server].ToImmutableArray())];
    }

    public TopologyDefinition Definition { get; }

    /// <summary>Every server once, in the order of the configuration.</summary>
    public ImmutableArray<ServerAddress> Addresses { get; }

    /// <summary>Every hostgroup of a pair or of a server.</summary>
    public ImmutableArray<HostgroupLayout> Hostgroups { get; }

    /// <summary>Returns a server's index, or null for an address that is not configured.</summary>
    public int? ServerAt(ServerAddress address) => _servers.TryGetValue(address, out var server) ? server : null;

    /// <summary>The servers that were discovered.</summary>
    public IEnumerable<ServerAddress> Discovered => _discovered.Keys.Select(server => Addresses[server]);

    /// <summary>Whether an identity is not the one with which a server was discovered; never for one that is configured.</summary>
    public bool IsImpostor(int server, string identity) =>
        _discovered.Count > 0 && _discovered.TryGetValue(server, out var known) && !string.Equals(known, identity, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns a hostgroup's index, or null where there is no such hostgroup.</summary>
    public int? HostgroupAt(int id) => _hostgroups.TryGetValue(id, out var hostgroup) ? hostgroup : null;

    public ImmutableArray<int> MembersOf(int pair) => _members[pair];

    /// <summary>Returns the members that may be the writer: one that its operator has put out of service has no say, whatever its
    /// read_only.</summary>
    public ImmutableArray<int> CandidatesOf(int pair) => _candidates[pair];

    /// <summary>The pairs a server is a member of.</summary>
    public ImmutableArray<int> PairsOf(int server) => _pairs[server];

    /// <summary>The hostgroups a server may serve: those it stands in, and the other one of each of their pairs.</summary>
    public ImmutableArray<HostgroupPlace> PlacesOf(int server) => _places[server];

    /// <summary>Whether a server may serve a hostgroup, by their indices.</summary>
    public bool HasPlace(int server, int hostgroup)
    {
        foreach (var place in _places[server])
        {
            if (place.Hostgroup == hostgroup) return true;
        }

        return false;
    }

    // Of two pairs with the same hostgroup, which the options refuse, the last one has it.
    private static OrderedDictionary<int, int?> PairByHostgroup(TopologyDefinition definition)
    {
        var pairOf = new OrderedDictionary<int, int?>();
        foreach (var (index, pair) in definition.ReplicationHostgroups.Index())
        {
            pairOf[pair.WriterHostgroup] = index;
            pairOf[pair.ReaderHostgroup] = index;
        }

        foreach (var server in definition.Servers) pairOf.TryAdd(server.Hostgroup, null);
        return pairOf;
    }

    private ImmutableArray<int> ServersIn(Func<int, bool> isMeant) =>
        [.. Definition.Servers.Where(server => isMeant(server.Hostgroup)).Select(server => _servers[server.Address]).Distinct()];

    private ImmutableArray<HostgroupPlace> PlacesIn(int id, int? pair, ConfiguredEntries entries)
    {
        var servers = pair is { } index ? _members[index] : ServersIn(hostgroup => hostgroup == id);
        return [.. servers.Select(server => new HostgroupPlace(_hostgroups[id], server, entries.Find(Addresses[server], id)))];
    }
}
