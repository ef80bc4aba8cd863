using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Runtime;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Runtime;

/// <summary>How long Open waits for a fleet of which no server has ever answered, and for one that has.</summary>
public sealed class StrangeFleetTests : IAsyncDisposable
{
    private const int CannotConnect = 1042;

    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly PoolLimits Limits = new(MaxConnections: 50, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private readonly Watched _watched = new(servers: 2);
    private readonly FirstContact _contact;

    public StrangeFleetTests()
    {
        var pools = new BackendPools(
            address => new ServerPool(address, _watched.Driver, address.Hostname, Limits, _watched.Time, new InFlightClock(_watched.Time)),
            _ => true);
        _contact = new FirstContact(_watched.Monitor, pools, _watched.Time, new RoutingLog(NullLogger.Instance));
    }

    public ValueTask DisposeAsync() => _watched.DisposeAsync();

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "E8")]
    public async Task It_is_told_soon_what_each_server_said_with_the_drivers_word_inside()
    {
        foreach (var server in _watched.Servers) server.OnOpen = FakeFault.SayEachTime(CannotConnect);

        var error = await Assert.ThrowsAsync<RoutingDbException>(OpenAtTheDoorAsync);

        Assert.Equal(
            "No server answered within 2000 ms. db001:3306 does not answer (FakeDbException); db002:3306 does not answer (FakeDbException).",
            error.Message);
        Assert.IsType<FakeDbException>(error.InnerException);
        Assert.NotSame(_watched.Monitor.Current.Servers[0].LastError, error.InnerException);
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.IsTransient));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "E8")]
    public async Task A_refused_login_beside_servers_that_are_not_there_is_told_as_the_server_said_it()
    {
        _watched.Servers[0].OnOpen = FakeFault.SayEachTime(CannotConnect);
        _watched.Servers[1].OnOpen = FakeFault.SayEachTime(DriverError.AccessDenied);

        var error = await Assert.ThrowsAnyAsync<DbException>(OpenAtTheDoorAsync);

        Assert.Equal(DriverError.AccessDenied, DriverError.ServerNumber(error));
        Assert.IsNotType<RoutingDbException>(error);
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task One_that_has_answered_before_is_waited_for()
    {
        await _watched.StartAsync();
        foreach (var server in _watched.Servers) (server.OnOpen, server.OnExecute) = (FakeFault.SayEachTime(CannotConnect), FakeFault.Throw(new IOException()));
        foreach (var server in _watched.Servers) _watched.Monitor.ReportFailure(Watched.Address(server));
        Assert.NotNull(await _watched.Monitor.WaitForAsync(
            topology => topology.Servers.All(server => server.Health != ServerHealth.Online), Patience, TestContext.Current.CancellationToken));

        await ReturnsAfterTheFirstAnswersTimeAsync();
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task One_that_is_full_is_waited_for()
    {
        foreach (var server in _watched.Servers) server.OnOpen = FakeFault.SayEachTime(DriverError.TooManyConnections);
        _watched.Monitor.Start();
        await _watched.PauseAsync();

        await ReturnsAfterTheFirstAnswersTimeAsync();
    }

    // Were it given up, the open would end with an error, and not when the servers are back.
    private async Task ReturnsAfterTheFirstAnswersTimeAsync()
    {
        var opening = OpenAsync();
        await _watched.Time.WhenTimersAsync(timers => timers.Contains(FirstAnswer));
        _watched.Time.Advance(FirstAnswer);
        await _watched.Time.WhenTimersAsync(timers => timers.Contains(Patience - FirstAnswer));
        foreach (var server in _watched.Servers) (server.OnOpen, server.OnExecute) = (FakeFault.None, FakeFault.None);
        while (!opening.IsCompleted)
        {
            _watched.Time.Advance(Watched.Short);
            await Task.WhenAny(opening, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        await opening;
        Assert.True(_contact.HasLoggedIn);
    }

    private async Task OpenAtTheDoorAsync()
    {
        _watched.Monitor.Start();
        await _watched.PauseAsync();
        var opening = OpenAsync();
        await _watched.Time.WhenTimersAsync(timers => timers.Contains(FirstAnswer));
        _watched.Time.Advance(FirstAnswer);
        await opening;
    }

    private Task OpenAsync() => _contact.WaitAsync(async: true, Patience, FirstAnswer, CancellationToken.None).AsTask();
}
