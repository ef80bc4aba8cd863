using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

/// <summary>The clock wakes nobody while no connection is rented, and misses nothing.</summary>
public sealed class InFlightClockTests : IAsyncDisposable
{
    private static readonly ServerAddress Server = new("db001", 3306);

    private readonly ManualTime _time = new();
    private readonly Watched _watched = new();
    private readonly InFlightClock _clock;
    private readonly ServerPool _pool;

    public InFlightClockTests()
    {
        _clock = new InFlightClock(_time);
        var pools = new BackendPools(
            address => new ServerPool(
                address, _watched.Driver, address.Hostname, new PoolLimits(10, 1, TimeSpan.FromSeconds(1)), _time, _clock),
            _ => true);
        _pool = pools.For(Server);
        new InFlightWatch(pools, _watched.Monitor, _clock).Start();
    }

    public ValueTask DisposeAsync()
    {
        _clock.Dispose();
        return _watched.DisposeAsync();
    }

    [Fact]
    public void It_rests_when_nothing_was_rented_for_five_seconds()
    {
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(50, _clock.Tick);
        Assert.Empty(_time.Timers);
    }

    [Fact]
    public async Task It_goes_on_with_the_next_connection_and_as_long_as_there_is_one()
    {
        _time.Advance(TimeSpan.FromSeconds(60));
        var backend = await RentAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(650, _clock.Tick);

        backend.Return();
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(700, _clock.Tick);
    }

    [Fact]
    public async Task A_connect_that_hangs_keeps_it_awake_until_it_is_given_up()
    {
        _time.Advance(TimeSpan.FromSeconds(60));
        _watched.Servers[0].OnOpen = FakeFault.Hang;
        var opening = RentAsync();
        _time.Advance(TimeSpan.FromSeconds(1.1));
        await Assert.ThrowsAsync<TimeoutException>(() => opening);
    }

    private Task<BackendConnection> RentAsync()
    {
        Assert.True(_pool.TryAcquirePermit());
        return _pool.OpenAsync(async: true, hostgroup: 10, TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
    }
}
