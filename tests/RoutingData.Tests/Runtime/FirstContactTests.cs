using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Diagnostics;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Runtime;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Runtime;

/// <summary>What Open says when nobody lets it in.</summary>
public sealed class FirstContactTests : IAsyncDisposable
{
    private static readonly PoolLimits Limits = new(MaxConnections: 50, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private readonly Watched _watched = new(servers: 1);
    private readonly FirstContact _contact;

    public FirstContactTests()
    {
        var pools = new BackendPools(
            address => new ServerPool(address, _watched.Driver, address.Hostname, Limits, _watched.Time, new InFlightClock(_watched.Time)),
            _ => true);
        _contact = new FirstContact(_watched.Monitor, pools, _watched.Time, new RoutingLog(NullLogger.Instance));
    }

    private FakeServer Server => _watched.Servers[0];

    public ValueTask DisposeAsync() => _watched.DisposeAsync();

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "C12")]
    public async Task A_refused_login_is_the_drivers_own_error_and_each_callers_own()
    {
        Server.OnOpen = FakeFault.SayEachTime(DriverError.AccessDenied);
        _watched.Monitor.Start();
        await _watched.PauseAsync();

        var one = await Assert.ThrowsAsync<FakeDbException>(OpenAsync);
        var other = await Assert.ThrowsAsync<FakeDbException>(OpenAsync);

        Assert.Equal(DriverError.AccessDenied, DriverError.ServerNumber(one));
        Assert.NotSame(one, other);
        Assert.All([one, other], error => Assert.NotSame(_watched.Monitor.Current.Servers[0].LastError, error));
    }

    private Task OpenAsync() =>
        _contact.WaitAsync(async: true, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
}
