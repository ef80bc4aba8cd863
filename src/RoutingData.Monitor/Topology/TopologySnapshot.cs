using System.Collections.Immutable;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>
/// Who plays which role right now: an immutable snapshot. The monitor replaces it; code that holds one compares
/// <see cref="Epoch"/> to know whether anything that matters has changed since.
/// </summary>
public sealed partial class TopologySnapshot
{
    private readonly ImmutableArray<bool> _isSettled;

    internal TopologySnapshot(
        TopologyLayout layout, long epoch, ImmutableArray<ServerState> servers, ImmutableArray<PairState> pairs,
        ImmutableArray<ImmutableArray<HostgroupMember>> hostgroups, ImmutableArray<PairFreshness> freshness)
    {
        Layout = layout;
        Epoch = epoch;
        Servers = servers;
        Pairs = pairs;
        Hostgroups = hostgroups;
        Freshness = freshness;
        _isSettled = [.. pairs.Select(IsSettled)];
    }

    private TopologySnapshot(TopologySnapshot other, ImmutableArray<PairFreshness> freshness)
    {
        (Layout, Epoch, Servers, Pairs, Hostgroups) = (other.Layout, other.Epoch, other.Servers, other.Pairs, other.Hostgroups);
        _isSettled = other._isSettled;
        Freshness = freshness;
    }

    /// <summary>Rises with every change of a role or of a server's health; never falls.</summary>
    public long Epoch { get; }

    /// <summary>Every configured server, in the order of the configuration.</summary>
    public ImmutableArray<ServerState> Servers { get; }

    /// <summary>What was configured.</summary>
    public TopologyDefinition Definition => Layout.Definition;

    internal TopologyLayout Layout { get; }

    internal ImmutableArray<PairState> Pairs { get; }

    /// <summary>The members of each hostgroup, by its index in the layout.</summary>
    internal ImmutableArray<ImmutableArray<HostgroupMember>> Hostgroups { get; }

    /// <summary>The knowledge of which server shows whose writes, by the pair's index.</summary>
    internal ImmutableArray<PairFreshness> Freshness { get; }

    /// <summary>Whether every server has been probed at least once.</summary>
    public bool IsComplete => Servers.All(server => server.ProbedAt > 0);

    /// <summary>No server has been asked yet.</summary>
    internal static TopologySnapshot Initial(TopologyDefinition definition)
    {
        var layout = new TopologyLayout(definition);
        var servers = layout.Addresses.Select(address => new ServerState(address)).ToImmutableArray();
        var pairs = definition.ReplicationHostgroups.Select(pair => new PairState(pair)).ToImmutableArray();
        return new TopologySnapshot(layout, epoch: 0, servers, pairs, HostgroupMembers.Of(layout, servers, pairs), RoutingData.Monitor.Topology.Freshness.NoneOf(pairs));
    }

    /// <summary>Returns the same knowledge under another configuration: servers and pairs that stay keep what is known of them.</summary>
    internal TopologySnapshot Redefined(TopologyDefinition definition)
    {
        var layout = new TopologyLayout(definition);
        var servers = layout.Addresses
            .Select(address => Find(address) ?? new ServerState(address))
            .Select((server, index) => server with { LateIn = Lateness.Of(server, layout.PlacesOf(index)) })
            .ToImmutableArray();
        var pairs = definition.ReplicationHostgroups.Select(Keep).ToImmutableArray();
        servers = Aliases.Redefined(servers, pairs);
        return new TopologySnapshot(
            layout, Epoch + 1, servers, pairs, HostgroupMembers.Of(layout, servers, pairs), RoutingData.Monitor.Topology.Freshness.NoneOf(pairs));

        PairState Keep(ReplicationHostgroup pair, int index)
        {
            var former = Pairs.FirstOrDefault(state => state.Pair.WriterHostgroup == pair.WriterHostgroup);
            if (former is null) return new PairState(pair);
            var candidates = layout.CandidatesOf(index).Select(server => layout.Addresses[server]).ToImmutableArray();
            var members = layout.MembersOf(index).Select(server => layout.Addresses[server]).ToImmutableArray();
            var writer = Among(candidates, former.Writer);
            var keepsWriter = writer == former.Writer;
            return former with
            {
                Pair = pair,
                Writer = writer,
                LastWriter = Among(members, former.LastWriter),
                // Where there is no fence any more, no one is left to let a promotion through.
                FencedFrom = definition.FencesPromotions ? former.FencedFrom : null,
                Since = keepsWriter ? former.Since : Epoch + 1,
                Conflicts = former.Conflicts.Intersect(candidates),
                Group = pair.AsksForGroup ? former.Group : null,
                Cluster = pair.AsksForNode ? former.Cluster : null,
                CatchesUpSince = pair.AsksForNode ? former.CatchesUpSince : 0,
            };
        }

        // Of a server that had two addresses the one that stays goes on.
        ServerAddress? Among(ImmutableArray<ServerAddress> stay, ServerAddress? address)
        {
            if (address is not { } one || stay.Contains(one)) return address;
            foreach (var other in stay)
            {
                if (Find(other) is { } state && Aliases.AreOne(state, Find(one)!)) return other;
            }

            return null;
        }
    }

    /// <summary>Returns the same knowledge, with a server drained or in service again.</summary>
    internal TopologyChange WithDrained(ServerAddress address, bool drained)
    {
        if (Layout.ServerAt(address) is not { } server || Servers[server].Drained == drained) return new TopologyChange(this, []);
        var servers = Servers.SetItem(server, Servers[server] with { Drained = drained });
        var change = drained
            ? new TopologyEvent(TopologyEventKind.Drained, address, null, Epoch + 1, $"{address} is drained: it takes nothing new")
            : new TopologyEvent(TopologyEventKind.Restored, address, null, Epoch + 1, $"{address} is in service again");
        return new TopologyChange(
            new TopologySnapshot(Layout, Epoch + 1, servers, Pairs, HostgroupMembers.Of(Layout, servers, Pairs), Freshness), [change]);
    }

    /// <summary>Returns the same knowledge, after a session's connection to an address led to another, read-only server.</summary>
    internal TopologyChange WithIdentityBeside(ServerAddress address, string identity)
    {
        if (Layout.ServerAt(address) is not { } index) return new TopologyChange(this, []);
        var server = Servers[index];
        var next = ServerObservation.BesideIt(server, identity);
        return ReferenceEquals(next, server)
            ? new TopologyChange(this, [])
            : TopologyStep.After(this, index, next with { LateIn = Lateness.Of(next, Layout.PlacesOf(index)) });
    }

    /// <summary>Returns the same knowledge, with more of who shows whose writes.</summary>
    internal TopologySnapshot With(ImmutableArray<PairFreshness> freshness) => freshness == Freshness ? this : new TopologySnapshot(this, freshness);

    /// <summary>Whether it holds the outcome of a probe that set out after a failure was reported.</summary>
    /// <param name="server">The server.</param>
    /// <param name="mark">What <see cref="TopologyMonitor.ReportFailure"/> returned.</param>
    internal bool WasProbedSince(ServerAddress server, long mark) => Find(server) is not { } state || state.ProbedAt > mark;

    /// <summary>Returns the address through which to look whether a server is the same as another that says so; null when none does.</summary>
    internal ServerAddress? TwinOf(ServerAddress address) => Find(address) is { } server ? Aliases.TwinOf(Servers, server) : null;

    /// <summary>Whether an identity is not the one with which the server at an address was discovered.</summary>
    internal bool IsImpostor(ServerAddress address, string identity) => Layout.ServerAt(address) is { } server && Layout.IsImpostor(server, identity);

    /// <summary>Whether a server is asked for its replication group.</summary>
    internal bool AsksForGroup(ServerAddress address)
    {
        if (Layout.ServerAt(address) is not { } server) return false;
        foreach (var pair in Layout.PairsOf(server))
        {
            if (Pairs[pair].Pair.AsksForGroup) return true;
        }

        return false;
    }

    /// <summary>Returns the view of the group that a server has left, or has never been in, as it begins to take part in another one; else null.</summary>
    internal GroupViewId? GroupBeside(ServerAddress address, GroupMembership? before, GroupMembership? said)
    {
        if (said is not { View: { } view, HasQuorum: true } || before?.View?.Group == view.Group || Layout.ServerAt(address) is not { } server) return null;
        foreach (var pair in Layout.PairsOf(server))
        {
            if (Pairs[pair].Group is { } known && known.Id.Group != view.Group) return known.Id;
        }

        return null;
    }

    /// <summary>Whether a server is asked for its state as a node of Galera.</summary>
    internal bool AsksForNode(ServerAddress address)
    {
        if (Layout.ServerAt(address) is not { } server) return false;
        foreach (var pair in Layout.PairsOf(server))
        {
            if (Pairs[pair].Pair.AsksForNode) return true;
        }

        return false;
    }

    /// <summary>Returns the same knowledge, with a promoted server let through the application's fence.</summary>
    internal TopologyChange WithFenceLifted(PromotionNotice notice)
    {
        var pairs = Pairs
            .Select(pair => IsAbout(notice, pair) ? pair with { FencedFrom = null } : pair)
            .ToImmutableArray();
        return new TopologyChange(
            new TopologySnapshot(Layout, Epoch + 1, Servers, pairs, HostgroupMembers.Of(Layout, Servers, pairs), Freshness), []);
    }

    /// <summary>Returns the promotion that an election is, if it has to wait for the application's fence.</summary>
    internal PromotionNotice? FenceOf(TopologyEvent election) =>
        election.Hostgroup is { } hostgroup && FindPair(hostgroup) is { FencedFrom: { } former } pair && pair.Writer == election.Server
            ? new PromotionNotice(election.Server, former, hostgroup, election.Epoch)
            : null;

    /// <summary>Whether a promotion still waits for the application's fence.</summary>
    internal bool IsFenced(PromotionNotice notice) => Pairs.Any(pair => IsAbout(notice, pair));

    /// <summary>Returns a configured server's state, or null for an address that is not configured.</summary>
    public ServerState? Find(ServerAddress address) => Layout.ServerAt(address) is { } server ? Servers[server] : null;

    /// <summary>Returns the servers that may be used for a hostgroup now; empty when there is none, or no such hostgroup.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    public ImmutableArray<HostgroupMember> MembersOf(int hostgroup) =>
        Layout.HostgroupAt(hostgroup) is { } index ? Hostgroups[index] : [];

    /// <summary>Returns the writer of the pair a hostgroup belongs to, or null while it has none.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    public HostgroupMember? WriterOf(int hostgroup) =>
        FindPair(hostgroup) is { Writer: not null } pair && MembersOf(pair.Pair.WriterHostgroup) is [var writer, ..] ? writer : null;

    /// <summary>Returns the writer elected in another server's place, also while a promotion fence holds it back; null when there is none, and where the other one
    /// is a node of Galera that takes writes as well: what has begun there may end there.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="server">The other server.</param>
    internal ServerAddress? SuccessorOf(int hostgroup, ServerAddress server) =>
        FindPair(hostgroup) is { Writer: { } writer } pair && writer != server && !TakesWrites(pair, server) ? writer : null;

    /// <summary>Returns the epoch at which that writer took its role, or at which the last one was lost; 0 before there was any.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    public long WriterSince(int hostgroup) => FindPair(hostgroup)?.Since ?? 0;

    /// <summary>Returns a server's part in the pair a hostgroup belongs to.</summary>
    /// <param name="address">The server.</param>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    public ServerRole RoleOf(ServerAddress address, int hostgroup)
    {
        if (FindPair(hostgroup) is not { } pair || Find(address) is not { } server) return ServerRole.None;
        if (pair.Writer == address) return ServerRole.Writer;
        if (server.InConflict) return ServerRole.Conflict;
        return MembersOf(pair.Pair.ReaderHostgroup).Any(member => member.Address == address) ? ServerRole.Reader : ServerRole.None;
    }

    private static bool IsAbout(PromotionNotice notice, PairState pair) =>
        pair.FencedFrom is not null && pair.Pair.WriterHostgroup == notice.Hostgroup && pair.Since == notice.Epoch;

    internal PairState? FindPair(int hostgroup)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Pair.Contains(hostgroup)) return pair;
        }

        return null;
    }

    /// <summary>Whether a server must be asked again at the failover interval: it is suspect, or its pair has no writer it can be
    /// sure of.</summary>
    internal bool IsUrgent(ServerAddress address) => Layout.ServerAt(address) is { } server && IsUrgent(server);

    /// <summary>Returns the same for a server by its index.</summary>
    internal bool IsUrgent(int server)
    {
        if (Servers[server].Health == ServerHealth.Suspect) return true;
        foreach (var pair in Layout.PairsOf(server))
        {
            if (!_isSettled[pair]) return true;
        }

        return false;
    }

    /// <summary>Whether a pair has a writer it can be sure of.</summary>
    internal bool IsSettled(PairState pair) =>
        pair is { Writer: { } writer, Unsettled: false } && Find(writer) is { IsHeard: true, Drained: false };
}
