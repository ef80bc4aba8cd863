using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Backends;
using RoutingData.Diagnostics;
using RoutingData.Failover;
using RoutingData.Monitor.Drivers;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Failover;

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

    [Theory(Timeout = Watched.Limit)]
    [MemberData(nameof(Troubles))]
    [Trait("Fault", "C12")]
    public async Task What_the_monitor_was_told_is_named_and_not_repeated(Exception trouble, string named)
    {
        Server.OnOpen = FakeFault.Throw(trouble);
        _watched.Monitor.Start();
        await _watched.PauseAsync();
        // The application's own login succeeds: it is the monitor alone that is refused.
        Server.OnOpen = FakeFault.None;
        var opening = OpenAsync();
        _watched.Time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => opening);

        Assert.Contains($"db001:3306 does not answer ({named})", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.IsTransient));
    }

    public static TheoryData<Exception, string> Troubles => new()
    {
        { new FakeDbException(1045, "Access denied for user 'secret'@'secret'"), "the monitor is refused with error 1045" },
        { new FakeDbException(1042, "secret"), "FakeDbException" },
        { new IOException("secret", new SocketException((int)SocketError.ConnectionRefused)), "ConnectionRefused" },
        { new TimeoutException("secret"), "no answer in time" },
        { new InvalidOperationException("secret"), "InvalidOperationException" },
    };

    private Task OpenAsync() =>
        _contact.WaitAsync(async: true, TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
}
