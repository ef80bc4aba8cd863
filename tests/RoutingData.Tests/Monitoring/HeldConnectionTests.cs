using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;

namespace RoutingData.Tests.Monitoring;

/// <summary>A held connection of the monitor's: made before the former one is broken, made again before its loss is believed.</summary>
public sealed class HeldConnectionTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly ManualTime _time = new();
    private readonly FakeServer _server = new("db001");
    private readonly ServerProbe _probe;

    public HeldConnectionTests() => _probe = new ServerProbe(
        new FakeDriver(_server).Driver, "db001", new ServerAddress("db001", 3306), new LockNames(new Random(1)), new FetchClock(_time),
        () => new MonitorOptions(), new InlineExecution(_time));

    public void Dispose() => _server.Dispose();

    [Theory(Timeout = Limit)]
    [Trait("Fault", "R4")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_cannot_be_replaced_goes_on_and_it_is_tried_ever_more_seldom(bool silent)
    {
        await AnswerAsync();
        // No name, no route, or a firewall that drops what is new; all that is established works.
        _server.OnOpen = silent ? FakeFault.Hang : FakeFault.Throw(new IOException("no such host is known"));
        var tries = new List<int>();
        for (var second = 1; second <= 600; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var opened = _server.Opened;
            Assert.Equal("db001", (await AnswerAsync(mostAge: 10)).Identity);
            if (_server.Opened > opened) tries.Add(second);
        }

        Assert.Equal(10, tries[0]);
        Assert.InRange(tries.Count, 10, 20);
        Assert.InRange(tries[^1] - tries[^2], 60, 62);
        Assert.NotNull((await AnswerAsync()).NotReplaced);

        // Where connects end by no error but the clock, they end when the link comes back.
        _server.OnOpen = FakeFault.None;
        _server.Release();
        _time.Advance(TimeSpan.FromMinutes(2));
        await AnswerAsync(mostAge: 10);
        await _probe.CloseAsync();
        Assert.Equal(_server.Opened, _server.Disposed);
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R4")]
    public async Task It_is_told_for_as_long_as_it_cannot_be_replaced()
    {
        await AnswerAsync();
        _server.OnOpen = FakeFault.Throw(new IOException("no such host is known"));
        _time.Advance(TimeSpan.FromMinutes(2));
        await AnswerAsync();
        Assert.Equal("no such host is known", (await AnswerAsync()).NotReplaced?.Error.Message);

        _server.OnOpen = FakeFault.None;
        _time.Advance(TimeSpan.FromMinutes(2));
        await AnswerAsync(mostAge: 10);
        Assert.Null((await AnswerAsync(mostAge: 10)).NotReplaced);
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R4")]
    [Trait("Requirement", "D33")]
    public async Task A_new_one_that_leads_elsewhere_takes_over_and_is_the_news()
    {
        await AnswerAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        _server.Identity = "db002";
        await AnswerAsync(mostAge: 1);
        Assert.True((await AnswerAsync(mostAge: 1)) is { Identity: "db002" });
        Assert.Equal((2, 1), (_server.Opened, _server.Disposed));
    }

    [Theory(Timeout = Limit)]
    [Trait("Fault", "R8")]
    [InlineData("lost")]
    [InlineData("killed")]
    [InlineData("interrupted")]
    public async Task One_that_is_lost_is_made_again_at_once_and_nothing_is_told(string how)
    {
        await AnswerAsync();
        for (var i = 0; i < 20; i++)
        {
            _server.Renew(how switch
            {
                "killed" => FakeFault.Say(DriverError.ConnectionKilled),
                "interrupted" => FakeFault.Say(DriverError.QueryInterrupted),
                _ => FakeFault.Throw(new IOException("connection reset by peer")),
            });
            var now = _time.GetTimestamp();
            Assert.True((await AnswerAsync()).IsFirst);
            Assert.Equal(now, _time.GetTimestamp());
        }

        Assert.Equal(21, _server.Opened);
    }

    [Theory(Timeout = Limit)]
    [Trait("Fault", "R8")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_silent_gets_another_beside_it_within_the_same_time(bool suspected)
    {
        await AnswerAsync();
        // A firewall has forgotten the idle connection.
        _server.Renew(FakeFault.Hang);
        var probe = ProbeAsync(suspected);
        await _time.WhenTimersAsync(timers => timers is [{ TotalMilliseconds: 200 }, _]);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(Assert.IsType<ServerReport>(await probe).IsFirst);
        Assert.Equal(2, _server.Opened);
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R8")]
    [Trait("Requirement", "D37")]
    public async Task A_dead_server_is_found_dead_by_the_same_probe()
    {
        await AnswerAsync();
        _server.OnExecute = FakeFault.Throw(new IOException("connection reset by peer"));
        _server.OnOpen = FakeFault.Throw(new IOException("connection refused"));
        var now = _time.GetTimestamp();
        var failure = Assert.IsType<ProbeFailure>(await ProbeAsync());
        Assert.Equal((ProbeFailureKind.Lost, "connection refused"), (failure.Kind, failure.Error.Message));
        Assert.Equal(now, _time.GetTimestamp());
    }

    [Theory(Timeout = Limit)]
    [Trait("Fault", "R5")]
    [Trait("Fault", "R6")]
    [InlineData(DriverError.AccessDenied)]
    [InlineData(DriverError.DatabaseAccessDenied)]
    [InlineData(DriverError.UnknownDatabase)]
    [InlineData(DriverError.AccessDeniedWithoutPassword)]
    [InlineData(DriverError.HostNotAllowed)]
    [InlineData(DriverError.PasswordMustChange)]
    [InlineData(DriverError.PasswordExpired)]
    [InlineData(DriverError.AccountLocked)]
    [InlineData(DriverError.SecureTransportRequired)]
    [InlineData(DriverError.AccountLockedByFailedLogins)]
    [InlineData(DriverError.AccountLockedOfMariaDb)]
    public async Task A_refused_login_is_tried_again_ever_more_seldom(int number)
    {
        _server.OnOpen = FakeFault.Say(number);
        var opened = new List<int>();
        for (var second = 0; second < 300; second++)
        {
            // As often as somebody asks, which is twenty times a second.
            for (var i = 0; i < 5; i++) Assert.Equal(ProbeFailureKind.Refused, Assert.IsType<ProbeFailure>(await DriveAsync(ProbeAsync())).Kind);
            opened.Add(_server.Opened);
            _time.Advance(TimeSpan.FromMilliseconds(750));
        }

        Assert.InRange(opened[0], 1, 1);
        Assert.InRange(opened[9], 3, 5);
        Assert.InRange(opened[^1], 8, 12);

        // It is let in again, and refused again: the first wait is short.
        _server.OnOpen = FakeFault.None;
        _time.Advance(TimeSpan.FromMinutes(1));
        await AnswerAsync();
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R5")]
    public async Task A_held_connection_outlives_its_user()
    {
        await AnswerAsync();
        _server.OnOpen = FakeFault.Say(DriverError.AccessDenied);
        _time.Advance(TimeSpan.FromMinutes(3));
        for (var i = 0; i < 100; i++) await AnswerAsync();
        var report = await AnswerAsync();
        Assert.Equal((2, DriverError.AccessDenied), (_server.Opened, DriverError.ServerNumber(report.NotReplaced?.Error)));
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R5")]
    public async Task The_loss_of_a_connection_is_worth_a_login_however_many_were_refused()
    {
        await AnswerAsync();
        _server.OnOpen = FakeFault.Say(DriverError.AccessDenied);
        _time.Advance(TimeSpan.FromMinutes(3));
        await AnswerAsync();
        await AnswerAsync();

        // The server dies: that is told at once, and not the refusal of a moment ago.
        _server.OnOpen = FakeFault.Throw(new IOException("connection refused"));
        _server.Renew(FakeFault.Throw(new IOException("connection reset by peer")));
        Assert.Equal(ProbeFailureKind.Lost, Assert.IsType<ProbeFailure>(await ProbeAsync()).Kind);
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R9")]
    public async Task Renewals_that_are_asked_for_again_and_again_are_rationed()
    {
        await AnswerAsync();
        var renewed = 0;
        for (var i = 0; i < 200; i++)
        {
            if (_probe.TryRenew()) renewed++;
            await AnswerAsync();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(renewed, 5, 8);
        Assert.Equal(renewed + 1, _server.Opened);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(_probe.TryRenew());
    }

    [Fact(Timeout = Limit)]
    [Trait("Fault", "R4")]
    public async Task Only_a_connection_that_is_ready_between_two_probes_has_the_next_one_made_at_once()
    {
        var ready = 0;
        _probe.Ready = () => ready++;
        _server.OnOpen = FakeFault.Throw(new IOException("connection refused"));
        for (var i = 0; i < 5; i++) await ProbeAsync();
        _server.OnOpen = FakeFault.None;
        await AnswerAsync();
        Assert.Equal(0, ready);

        // It hangs while the held one answers, and ends later.
        _server.OnOpen = FakeFault.Hang;
        await AnswerAsync(mostAge: 0);
        Assert.Equal(0, ready);
        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal(1, ready);
    }

    [Theory(Timeout = Limit)]
    [Trait("Fault", "R7")]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_lock_is_taken_and_looked_for_where_it_is_asked_for(bool denied, bool privileged)
    {
        _server.LendsNoLocks = denied;
        if (!privileged) _server.OnReplication = new FakeDbException(DriverError.PrivilegeMissing, "you need REPLICATION CLIENT");
        var (own, twin) = (new ServerAddress("db001", 3306), new ServerAddress("service", 3306));
        Assert.Null((await AnswerAsync(twin: null)).Lock);

        Assert.Equal(new LockSighting(own, Found: !denied), (await AnswerAsync(twin: own)).Lock);
        Assert.Equal(new LockSighting(twin, Found: false), (await AnswerAsync(twin: twin)).Lock);
        Assert.Equal(denied, !_server.Texts[^1].Contains("GET_LOCK", StringComparison.Ordinal));
        Assert.Null((await AnswerAsync(twin: null)).Lock);
    }

    [Fact]
    public void Names_of_locks_are_short_and_no_two_monitors_make_the_same()
    {
        var (one, other) = (new LockNames(new Random(1)), new LockNames(new Random(2)));
        var (a, b) = (new ServerAddress(new string('a', 200), 3306), new ServerAddress("b", 3306));
        Assert.Equal(4, new[] { one.Of(a), one.Of(b), other.Of(a), other.Of(b) }.Distinct().Count());
        Assert.Equal(one.Of(a), one.Of(a));
        Assert.InRange(one.Of(a).Length, 10, 64);
    }

    private async Task<ServerReport> AnswerAsync(double mostAge = 120, ServerAddress? twin = null) =>
        Assert.IsType<ServerReport>(await ProbeAsync(isSuspected: false, mostAge, twin));

    private Task<ProbeResult> ProbeAsync(bool isSuspected = false, double mostAge = 120, ServerAddress? twin = null) =>
        _probe.ProbeAsync(new ProbeQuestion(isSuspected, TimeSpan.FromSeconds(mostAge), twin), CancellationToken.None);

    // Moves the clock over what the probe waits for.
    private async Task<ProbeResult> DriveAsync(Task<ProbeResult> probe)
    {
        while (!probe.IsCompleted)
        {
            if (_time.Timers is [var left, ..]) _time.Advance(left);
            else await Task.Yield();
        }

        return await probe;
    }
}
