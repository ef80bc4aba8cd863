using RoutingData.Pools;
using RoutingData.Sessions;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Sessions;

public sealed class HeldConnectionsTests : IDisposable
{
    private static readonly PoolLimits Limits = new(MaxConnections: 8, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private HeldConnections _held = new();
    private readonly Fleet _fleet = Fleet.Of("ab").See("a=w b=r");
    private readonly FakeServer[] _servers = [new("a"), new("b")];
    private readonly Dictionary<char, ServerPool> _pools = [];

    public HeldConnectionsTests()
    {
        var driver = new FakeDriver(_servers).Driver;
        foreach (var name in "ab") _pools[name] = new ServerPool(Fleet.Address(name), driver, name.ToString(), Limits, new ManualTime(), new InFlightClock(new ManualTime()));
    }

    public void Dispose() => Array.ForEach(_servers, server => server.Dispose());

    [Fact]
    [Trait("Requirement", "D42")]
    public async Task A_readers_connection_to_the_writer_serves_both_and_the_writers_serves_writes_only()
    {
        var reader = await HoldAsync('a', 20);
        Assert.Same(reader, Find(20));
        Assert.Same(reader, Find(10));

        var other = new HeldConnections();
        var writer = await RentAsync('a', 10);
        other.Add(writer);
        Assert.Same(writer, other.For(10, _fleet.Now, home: null));
        Assert.Null(other.For(20, _fleet.Now, home: null));
    }

    [Fact]
    [Trait("Fault", "R8")]
    public async Task What_leads_to_another_reader_of_a_name_is_not_written_to_when_the_name_becomes_the_writers()
    {
        var reader = await HoldAsync('b', 20);
        reader.NoteOther();
        _fleet.See("a=r b=w");
        Assert.Same(reader, Find(20));
        Assert.Null(Find(10));
    }

    [Fact]
    public async Task Each_hostgroup_has_its_own()
    {
        var (writer, reader) = (await HoldAsync('a', 10), await HoldAsync('b', 20));
        Assert.Same(writer, Find(10));
        Assert.Same(reader, Find(20));
        Assert.Same(reader, _held.To(Fleet.Address('b')));
        Assert.Null(Find(30));
    }

    [Fact]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D29")]
    public async Task After_a_role_change_connections_to_the_wrong_servers_are_let_go()
    {
        await HoldAsync('a', 10);
        await HoldAsync('b', 20);
        _fleet.See("a=r b=w");

        // b may still serve reads, and is the writer now.
        Assert.Equal("b", Find(10)?.Server.Hostname);
        Assert.Same(Find(10), Find(20));
        Assert.Equal((0, 1), (InUse('a'), InUse('b')));
    }

    [Fact]
    [Trait("Requirement", "D11")]
    public async Task The_connection_that_holds_the_sessions_state_is_kept_but_serves_no_other_statement()
    {
        var home = await HoldAsync('a', 10);
        _fleet.See("a=r b=w");
        Assert.Null(Find(10, home));
        Assert.Same(home, _held.To(Fleet.Address('a')));
        Assert.Equal(1, InUse('a'));
    }

    [Theory]
    [Trait("Requirement", "D28")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_broke_or_whose_pool_was_retired_is_let_go_with_the_next_role_change(bool broke)
    {
        var backend = await HoldAsync('b', 20);
        Assert.Same(backend, Find(20));
        if (broke) ((FakeConnection)backend.Connection).Break();
        else _pools['b'].Retire();
        if (broke) Assert.Null(Find(20));
        _fleet.See("a=t a=w");
        Assert.Null(Find(20));
        Assert.Equal(0, InUse('b'));
    }

    [Fact]
    public async Task More_than_two_are_held_in_the_order_in_which_they_came()
    {
        var all = new List<BackendConnection>();
        for (var i = 0; i < 5; i++) all.Add(await HoldAsync(i % 2 == 0 ? 'a' : 'b', 20 + i));
        Assert.Equal(all, _held.All.ToArray());

        _held.Remove(all[1]);
        all.RemoveAt(1);
        Assert.Equal(all, _held.All.ToArray());
        Assert.Same(all[^1], _held.TakeOther(keep: null));
        Assert.Same(all[^3], _held.TakeOther(keep: all[^2]));
    }

    [Theory]
    [Trait("Requirement", "D42")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_is_given_back_but_the_one_to_keep(bool async)
    {
        var (keep, _) = (await HoldAsync('a', 10), await HoldAsync('b', 20));
        await ReturnOthersAsync(async, keep);
        Assert.Equal([0, 1], _servers.Select(server => server.Disposed));
        Assert.Same(keep, Find(10));

        await ReturnOthersAsync(async, keep: null);
        Assert.True(_held.All.IsEmpty);
        Assert.Equal((0, 0), (InUse('a'), InUse('b')));
        Assert.Equal([1, 1], _servers.Select(server => server.Disposed));
    }

    [Fact]
    public async Task A_connection_given_back_twice_frees_one_place()
    {
        var backend = await HoldAsync('b', 20);
        await backend.ReturnAsync(async: true);
        backend.Return();
        backend.DisposeInBackground();
        for (var i = 0; i < Limits.MaxConnections; i++) Assert.True(_pools['b'].TryAcquirePermit());
        Assert.False(_pools['b'].TryAcquirePermit());
    }

    private BackendConnection? Find(int hostgroup, BackendConnection? home = null) => _held.For(hostgroup, _fleet.Now, home);

    // Takes the places that are left, so that it can be asked once.
    private int InUse(char name)
    {
        var inUse = Limits.MaxConnections;
        while (_pools[name].TryAcquirePermit()) inUse--;
        return inUse;
    }

    private async Task ReturnOthersAsync(bool async, BackendConnection? keep)
    {
        while (_held.TakeOther(keep) is { } backend) await HeldConnections.ReturnAsync(async, backend);
    }

    private async Task<BackendConnection> HoldAsync(char name, int hostgroup)
    {
        var backend = await RentAsync(name, hostgroup);
        _held.Add(backend);
        return backend;
    }

    private async Task<BackendConnection> RentAsync(char name, int hostgroup)
    {
        Assert.True(_pools[name].TryAcquirePermit());
        return await _pools[name].OpenAsync(async: true, hostgroup, TimeSpan.FromSeconds(15), CancellationToken.None);
    }
}
