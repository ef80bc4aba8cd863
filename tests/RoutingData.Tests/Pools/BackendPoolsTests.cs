using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Pools;

public sealed class BackendPoolsTests
{
    private readonly HashSet<ServerAddress> _configured = [];
    private readonly FakeServer _server = new("server");
    private readonly BackendPools _pools;

    public BackendPoolsTests()
    {
        var (driver, time, limits) = (new FakeDriver(_server).Driver, new ManualTime(), new PoolLimits(10, 1, TimeSpan.FromSeconds(1)));
        _pools = new BackendPools(
            address => new ServerPool(address, driver, "server", limits, time, new InFlightClock(time)), _configured.Contains);
    }

    [Fact]
    [Trait("Fault", "C9")]
    public void Of_twenty_reloads_each_with_another_server_one_pool_is_left()
    {
        ServerPool? last = null;
        for (var i = 0; i < 20; i++)
        {
            Reload(Address(i));
            Assert.NotSame(last, last = _pools.For(Address(i)));
        }

        Assert.Same(last, Assert.Single(_pools.All));
    }

    [Fact]
    [Trait("Fault", "C9")]
    public async Task What_runs_on_a_server_that_was_taken_out_may_end_and_then_nothing_of_it_stays()
    {
        Reload(Address(1));
        var former = _pools.For(Address(1));
        var busy = await OpenAsync(former);
        Reload(Address(2));

        Assert.Same(former, Assert.Single(_pools.All));
        Assert.True(former.IsRetired);
        Assert.False(busy.IsGone);
        busy.Return();
        Assert.Empty(_pools.All);
    }

    [Fact]
    [Trait("Fault", "C9")]
    public void Who_chose_a_server_before_it_was_taken_out_gets_no_pool_that_would_stay()
    {
        Reload(Address(1));
        _pools.For(Address(1));
        Reload(Address(2));

        Assert.True(_pools.For(Address(1)).IsRetired);
        Assert.Empty(_pools.All);
        Reload(Address(1));
        Assert.False(_pools.For(Address(1)).IsRetired);
    }

    [Fact]
    [Trait("Fault", "R7")]
    public void A_demotion_drains_the_servers_other_name_too()
    {
        // b serves once a has failed, and is the one that is demoted.
        var fleet = Fleet.Of("ab").See("a=w b=w#a a=w+a b=w#a+a a=l a=w+a b=r#a+a");
        _configured.UnionWith([Fleet.Address('a'), Fleet.Address('b')]);
        var former = _pools.For(Fleet.Address('a'));
        _pools.Follow(fleet.Events.Single(item => item is { Kind: TopologyEventKind.WriterDemoted, Server.Hostname: "b" }), fleet.Now);
        Assert.True(former.IsRetired);
    }

    private static ServerAddress Address(int i) => new($"db{i}", 3306);

    private static Task<BackendConnection> OpenAsync(ServerPool pool)
    {
        Assert.True(pool.TryAcquirePermit());
        return pool.OpenAsync(async: true, hostgroup: 10, TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
    }

    private void Reload(ServerAddress address)
    {
        _configured.Clear();
        _configured.Add(address);
        _pools.RetireRemoved();
    }
}
