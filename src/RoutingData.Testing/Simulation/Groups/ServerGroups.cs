using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>The replication group of a cluster's servers, and others that are made beside it: lets time go by for the members, and does to the
/// servers what comes of it. The cluster's lock guards it.</summary>
internal sealed class ServerGroups
{
    /// <summary>The group's name, which stands in the GTIDs of all its members.</summary>
    public const string Name = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    private const ulong Epoch = 17_957_813_744_553_291;

    private readonly SimulatedCluster _cluster;
    // Of its own: latencies of clients are the same with and without.
    private readonly Random _random;
    private readonly HashSet<int> _rising = [];
    private readonly GroupCommits _commits;
    private ImmutableArray<SimulatedMember> _members;
    private GroupPicture? _picture;
    private ulong _real = Epoch;
    private int _switchingFrom;
    private int _looks;

    public ServerGroups(SimulatedCluster cluster, int seed)
    {
        _cluster = cluster;
        _random = new Random(seed);
        _commits = new GroupCommits(cluster, _random);
        ImmutableArray<int> all = [.. cluster.Servers.Select(server => server.ServerId)];
        var view = new MembershipView(_real, all.Length, all, all[0]);
        _members = [.. all.Select(server => new SimulatedMember(server) { View = view })];
        Look();
    }

    public SimulatedMember this[SimulatedServer server] => _members[server.ServerId - 1];

    /// <summary>What sessions commit.</summary>
    public GroupCommits Commits => _commits;

    /// <summary>Whether the group goes on: most of the members of its newest view hear each other.</summary>
    public bool GoesOn => Real is not null;

    /// <summary>Whether a server is in the group, online, and in its newest view.</summary>
    public bool IsInside(SimulatedServer server) => Real is { } view && view.Has(server.ServerId) && this[server] is { Takes: true } member &&
        member.View!.IsSameAs(view) && !view.Recovering.Contains(server.ServerId);

    /// <summary>Whether a server is outside any group, and finds one that has a majority.</summary>
    public bool MayJoin(SimulatedServer server) => !this[server].Takes &&
        GroupStep.Companies(_members).Any(together => together[0].View!.Made == _real && together[0].Side == this[server].Side);

    /// <summary>Whether a server is online in a group that has a majority, its primary among it.</summary>
    public bool MayLead(SimulatedServer server) => CompanyOf(server.ServerId) is { } together && !together[0].View!.Recovering.Contains(server.ServerId) &&
        together.Any(member => member.IsPrimary);

    /// <summary>Whether a server is in a group that was made beside the group.</summary>
    public bool IsStray(SimulatedServer server) => this[server] is { Takes: true } member && member.View!.Made != _real;

    /// <summary>Whether a server takes the writes of its group, as far as it knows.</summary>
    public bool IsPrimary(SimulatedServer server) => this[server].IsPrimary;

    /// <summary>Whether it is clear what a group made on this server would be: one beside the group while that goes on, or the next one after its end.</summary>
    public bool IsClear(SimulatedServer server) => !this[server].Takes && (GoesOn || _members.All(member => !member.Takes));

    private MembershipView? Real => GroupStep.Companies(_members).Select(together => together[0].View!).Where(view => view.Made == _real).MaxBy(view => view.Change);

    /// <summary>Looks at what has become of the members.</summary>
    public void Look()
    {
        var now = _cluster.Elapsed;
        Become(GroupStep.After([.. _members.Select(Seen)], now, () => GroupTimes.Learns * _random.NextDouble()));
        if (GroupStep.Next(_members, now) is not { } next) return;
        var look = ++_looks;
        _cluster.After(next - now, () =>
        {
            if (look == _looks) Look();
        });
    }

    /// <summary>Puts some servers in a part of the members' network of their own; without any, all are in one again.</summary>
    public void Split(IReadOnlyCollection<SimulatedServer> apart)
    {
        var side = apart.Count == 0 ? 0 : _members.Max(member => member.Side) + 1;
        _members = [.. _members.Select(member => apart.Count == 0 || apart.Contains(Of(member)) ? member with { Side = side } : member)];
        Look();
    }

    /// <summary>Makes another member the primary: the former one is read-only first.</summary>
    public void SetPrimary(SimulatedServer target)
    {
        if (CompanyOf(target.ServerId) is not [{ View: { } view }, ..] || !MayLead(target))
            throw new InvalidOperationException($"{target} and the primary are not online in one group that has a majority.");
        if (view.Primary == target.ServerId) return;
        _switchingFrom = view.Primary;
        SetReadOnly(Of(view.Primary), true);
        _cluster.After(TimeSpan.FromMilliseconds(_random.Next(5, 30)), () =>
        {
            _switchingFrom = 0;
            if (CompanyOf(target.ServerId) is { } still && still[0].View!.IsSameAs(view))
                Become(GroupStep.Install(_members, still, current => current with { Primary = target.ServerId }));
            Look();
        });
    }

    /// <summary>Lets a server join the group, whose data it takes over.</summary>
    public void Join(SimulatedServer server)
    {
        var own = this[server];
        if (!MayJoin(server)) throw new InvalidOperationException($"{server} is in a group, or finds none that has a majority.");
        var together = GroupStep.Companies(_members).Where(group => group[0].View!.Made == _real && group[0].Side == own.Side).MaxBy(group => group[0].View!.Change);
        SetReadOnly(server, true);
        _commits.Clone(server, together);
        var view = together[0].View!;
        var next = (view.Has(server.ServerId) ? view.Without([server.ServerId]) : view).With(server.ServerId);
        var members = GroupStep.Install(_members, together, _ => next);
        Become(members.SetItem(server.ServerId - 1, own.Outside() with
        {
            View = next, RecoveredAt = _cluster.Elapsed + TimeSpan.FromMilliseconds(_random.Next(50, 1500)),
        }));
        Look();
    }

    /// <summary>Makes a group of one server; it is the group from now on, unless that goes on without it.</summary>
    public void Bootstrap(SimulatedServer server)
    {
        if (this[server].Takes) throw new InvalidOperationException($"{server} is in a group.");
        SetReadOnly(server, true);
        var made = Epoch + (ulong)(_cluster.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        if (!GoesOn) _real = made;
        Become(_members.SetItem(server.ServerId - 1, this[server].Outside() with { View = new MembershipView(made, 1, [server.ServerId], server.ServerId) }));
        Look();
    }

    /// <summary>Takes a server out of its group, which goes on without it at once.</summary>
    public void Leave(SimulatedServer server)
    {
        _commits.Fail(server);
        var id = server.ServerId;
        var members = CompanyOf(id) is [_, _, ..] together ? GroupStep.Install(_members, together, view => view.Without([id])) : _members;
        Become(members.SetItem(id - 1, this[server].Outside()));
        SetReadOnly(server, true);
        Look();
    }

    private ImmutableArray<SimulatedMember>? CompanyOf(int server) => GroupStep.Companies(_members)
        .Where(together => together.Any(member => member.Server == server)).Select(together => (ImmutableArray<SimulatedMember>?)together).FirstOrDefault();

    private SimulatedMember Seen(SimulatedMember member)
    {
        var server = Of(member);
        var goesOn = server.IsRunning && server.Starts == member.Starts;
        return (goesOn ? member : member.Outside()) with { Starts = server.Starts, IsAwake = server is { IsRunning: true, IsPaused: false } };
    }

    private void Become(ImmutableArray<SimulatedMember> next)
    {
        var former = _members;
        _members = next;
        var lost = former.Zip(next).Where(change => change is { First.View: not null, Second.Takes: true })
            .SelectMany(change => change.First.View!.Members.Except(change.Second.View!.Members).Select(id => (Server: id, View: change.Second.View!))).DistinctBy(change => change.Server);
        foreach (var (id, view) in lost.ToArray())
        {
            _cluster.Record(SimulatedEventKind.Fault, Of(id), 0, $"out of its group by view {view}");
            _commits.Pass(Of(id), [.. next.Where(member => member.Takes && member.View!.IsSameAs(view)).Select(Of)]);
        }

        foreach (var (before, after) in former.Zip(next)) Become(before, after);
        foreach (var together in GroupStep.Companies(_members)) _commits.Synchronise([.. together.Select(Of)]);
        _commits.Release(server => this[server]);
        foreach (var member in _members) Rise(member);
        Picture();
    }

    private void Become(SimulatedMember before, SimulatedMember after)
    {
        var server = Of(after);
        if (!server.IsRunning) return;
        if (after.HasFailed && !before.HasFailed) _commits.Fail(server);
        if (before.RecoveredAt is not null && after is { RecoveredAt: null, Takes: true }) server.Replication.CatchUp();
        if ((before.Takes || after.Takes) && !after.IsPrimary) SetReadOnly(server, true);
    }

    // It applies what it has received before it is writable (BEFORE_ON_PRIMARY_FAILOVER).
    private void Rise(SimulatedMember member)
    {
        if (!MayRise(member) || !_rising.Add(member.Server)) return;
        _cluster.After(GroupTimes.Rises, () =>
        {
            _rising.Remove(member.Server);
            var server = Of(member);
            if (!MayRise(this[server])) return;
            server.Replication.CatchUp();
            SetReadOnly(server, false);
            if (this[server].View!.Made == _real) _cluster.Elected(server);
        });
    }

    private bool MayRise(SimulatedMember member) => member is { IsAwake: true, IsPrimary: true, HasMajority: true } && member.Server != _switchingFrom &&
        !member.View!.Recovering.Contains(member.Server) && Of(member).IsReadOnly;

    private void SetReadOnly(SimulatedServer server, bool readOnly)
    {
        if (server.IsReadOnly == readOnly) return;
        (server.IsReadOnly, server.RefusesWrites) = (readOnly, false);
        _cluster.Record(SimulatedEventKind.Fault, server, 0, readOnly ? "read-only" : "writable");
    }

    private void Picture()
    {
        var (now, view) = (_cluster.Elapsed, Real);
        var picture = new GroupPicture(
            view?.ToString(),
            [.. (view?.Members ?? []).Select(id => Of(id).Name)],
            [.. _members.Where(member => Of(member).IsRunning && !member.SaysItIsWell(now)).Select(member => Of(member).Name)],
            [.. _members.Select(Of).Where(IsStray).Select(server => server.Name)]);
        if (_picture?.Shows(picture) == true) return;
        foreach (var name in picture.Ill.Except(_picture?.Ill ?? []))
            _cluster.Record(SimulatedEventKind.Fault, _cluster[name], 0, "not well in its group");
        _picture = picture;
        _cluster.Record(picture);
    }

    private SimulatedServer Of(SimulatedMember member) => Of(member.Server);

    private SimulatedServer Of(int id) => _cluster.Servers[id - 1];
}
