using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Tests.Monitoring;

public sealed class ServerProbeTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly ManualTime _time = new();
    private readonly FakeServer _server = new("db001");
    private readonly ServerProbe _probe;

    public ServerProbeTests() => _probe = Probe("db001");

    public void Dispose() => _server.Dispose();

    [Fact(Timeout = Limit)]
    public async Task A_probe_reads_the_variables_and_the_replication_of_MariaDB()
    {
        (_server.ReadOnly, _server.Source) = (true, "db002");
        var report = await AnswerAsync();
        Assert.Equal(
            (true, false, false, true, "db001", "10.11.6-MariaDB", ServerFlavor.MariaDb, "0-1-7", "ANSI_QUOTES"),
            (report.ReadOnly, report.SuperReadOnly, report.InnodbReadOnly, report.Autocommit, report.Identity,
                report.Version, report.Flavor, report.Executed.Text, report.SqlMode));
        Assert.Equal(new ReplicationReport("db002", 3306, "db002", Running: true, LagSeconds: 4), report.Replication);
        Assert.Contains("SHOW SLAVE STATUS", Assert.Single(_server.Texts), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("9.1.0", "SHOW REPLICA STATUS")]
    [InlineData("8.0.22", "SHOW REPLICA STATUS")]
    [InlineData("8.0.21", "SHOW SLAVE STATUS")]
    [InlineData("5.7.44-log", "SHOW SLAVE STATUS")]
    public async Task MySql_is_asked_in_the_words_of_its_version(string version, string words)
    {
        _server.Version = version;
        var report = await AnswerAsync();
        Assert.Equal(ServerFlavor.MySql, report.Flavor);
        Assert.Null(report.Replication);
        Assert.EndsWith(words, Assert.Single(_server.Texts), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_connection_is_held_from_probe_to_probe()
    {
        for (var i = 0; i < 5; i++) await AnswerAsync();
        Assert.Equal((1, 0), (_server.Opened, _server.Disposed));
        await _probe.CloseAsync();
        Assert.Equal(1, _server.Disposed);
    }

    [Theory(Timeout = Limit)]
    [Trait("Requirement", "D33")]
    [InlineData(119, 120, 1)]
    [InlineData(120, 120, 2)]
    [InlineData(1, 1, 2)]
    public async Task A_held_connection_is_made_anew_now_and_then_for_its_name_may_lead_elsewhere(int seconds, int mostAge, int opened)
    {
        await AnswerAsync();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await ProbeAsync(mostAge: mostAge);
        await AnswerAsync();
        await _probe.CloseAsync();
        Assert.Equal((opened, opened), (_server.Opened, _server.Disposed));
    }

    [Fact(Timeout = Limit)]
    [Trait("Requirement", "D33")]
    public async Task A_renewed_probe_connects_anew_once()
    {
        await AnswerAsync();
        Assert.True(_probe.TryRenew());
        Assert.True((await AnswerAsync()).IsFirst);
        Assert.False((await AnswerAsync()).IsFirst);
        Assert.Equal(2, _server.Opened);
    }

    [Fact(Timeout = Limit)]
    [Trait("Requirement", "D25")]
    public async Task A_user_who_may_not_see_replication_still_learns_the_roles_and_is_not_refused_again()
    {
        _server.OnReplication = new FakeDbException(DriverError.PrivilegeMissing, "you need REPLICATION CLIENT");
        Assert.True((await AnswerAsync()).ReplicationDenied);
        Assert.True((await AnswerAsync()).ReplicationDenied);
        Assert.Equal([true, false], _server.Texts.Select(text => text.Contains("STATUS", StringComparison.Ordinal)));
    }

    [Theory(Timeout = Limit)]
    [Trait("Requirement", "D36")]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_driver_that_hangs_or_blocks_does_not_hang_the_probe(bool atOpen, bool blocks)
    {
        var fault = blocks ? FakeFault.Block : FakeFault.Hang;
        if (atOpen)
        {
            _server.OnOpen = fault;
        }
        else
        {
            await AnswerAsync();
            _server.OnExecute = fault;
        }

        var probe = ProbeAsync();
        _time.Advance(TimeSpan.FromMilliseconds(atOpen ? 599 : 799));
        Assert.False(probe.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var failure = Assert.IsType<ProbeFailure>(await probe);
        Assert.Equal(ProbeFailureKind.Timeout, failure.Kind);
        // The connection that was tried beside the held one has its own deadline.
        while (_time.Timers is [var left, ..]) _time.Advance(left);
        await _time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Fact(Timeout = Limit)]
    [Trait("Requirement", "D37")]
    public async Task A_suspected_server_is_given_less_time()
    {
        await AnswerAsync();
        _server.OnExecute = FakeFault.Hang;
        var probe = ProbeAsync(isSuspected: true);
        await _time.WhenTimersAsync(timers => timers is [{ TotalMilliseconds: 200 }, { TotalMilliseconds: 400 }]);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(ProbeFailureKind.Timeout, Assert.IsType<ProbeFailure>(await probe).Kind);
    }

    [Theory(Timeout = Limit)]
    [Trait("Requirement", "D37")]
    [InlineData(0, 400)]
    [InlineData(100, 300)]
    [InlineData(399, 1)]
    [InlineData(500, 0)]
    public async Task A_probe_under_way_gets_no_more_time_than_that_once_its_server_is_suspected(int elapsed, int left)
    {
        await AnswerAsync();
        _server.OnExecute = FakeFault.Hang;
        var probe = ProbeAsync();
        await _time.WhenTimersAsync(timers => timers is [{ TotalMilliseconds: 200 }, { TotalMilliseconds: 800 }]);
        _time.Advance(TimeSpan.FromMilliseconds(elapsed));

        _probe.Hurry();
        _probe.Hurry();
        if (left > 0) _time.Advance(TimeSpan.FromMilliseconds(left - 1));
        // After it that of the connection that is made beside the silent one.
        Assert.Equal(TimeSpan.FromMilliseconds(Math.Min(left, 1)), _time.Timers[0]);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ProbeFailureKind.Timeout, Assert.IsType<ProbeFailure>(await probe).Kind);
    }

    [Fact(Timeout = Limit)]
    [Trait("Requirement", "D40")]
    public async Task A_silent_server_collects_five_connections_and_no_more()
    {
        _server.OnOpen = FakeFault.Hang;
        for (var i = 0; i < 7; i++)
        {
            var probe = ProbeAsync();
            if (i < 5) await _server.WhenOpenedAsync();
            _time.Advance(TimeSpan.FromMilliseconds(600));
            Assert.Equal(ProbeFailureKind.Timeout, Assert.IsType<ProbeFailure>(await probe).Kind);
        }

        Assert.Equal(5, _server.Opened);

        // They end: the one that waits for them is a failure still, the next one is a probe again.
        var waiting = ProbeAsync();
        _server.OnOpen = FakeFault.None;
        _server.Release();
        Assert.IsType<ProbeFailure>(await waiting);
        await _probe.CloseAsync();
        await AnswerAsync();
        Assert.Equal((6, 5), (_server.Opened, _server.Disposed));
    }

    public static TheoryData<string, Exception, string> Errors => new()
    {
        { "an error of the server", new FakeDbException(DriverError.TooManyConnections, "too many connections"), nameof(ProbeFailureKind.Refused) },
        { "access denied", new FakeDbException(DriverError.AccessDenied, "access denied"), nameof(ProbeFailureKind.Refused) },
        { "account locked", new FakeDbException(DriverError.AccountLocked, "account is locked"), nameof(ProbeFailureKind.Refused) },
        { "a node outside its cluster", new FakeDbException(DriverError.NotPrepared, "not prepared"), nameof(ProbeFailureKind.NotPrepared) },
        { "the server says goodbye", new FakeDbException(DriverError.ShutdownInProgress, "shutdown"), nameof(ProbeFailureKind.Lost) },
        { "the client library's own number", new FakeDbException(1042, "unable to connect"), nameof(ProbeFailureKind.Lost) },
        { "the link", new IOException("connection reset"), nameof(ProbeFailureKind.Lost) },
        { "the driver's own deadline", new TimeoutException("connect timeout"), nameof(ProbeFailureKind.Lost) },
        { "somebody else's cancellation", new OperationCanceledException("pool closed"), nameof(ProbeFailureKind.Lost) },
        { "a fault of the driver", new NullReferenceException("oops"), nameof(ProbeFailureKind.Lost) },
    };

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Errors))]
    [Trait("Requirement", "D36")]
    public async Task What_the_driver_throws_is_a_failure_and_the_next_probe_connects_anew(string _, Exception error, string kind)
    {
        await AnswerAsync();
        foreach (var atOpen in new[] { false, true })
        {
            (_server.OnOpen, _server.OnExecute) = (atOpen ? FakeFault.Throw(error) : FakeFault.None, FakeFault.Throw(error));
            // What was refused is not tried again at once.
            _time.Advance(TimeSpan.FromMinutes(1));
            var failure = Assert.IsType<ProbeFailure>(await ProbeAsync());
            Assert.Same(error, failure.Error);
            Assert.Equal(kind, failure.Kind.ToString());
        }

        (_server.OnOpen, _server.OnExecute) = (FakeFault.None, FakeFault.None);
        _time.Advance(TimeSpan.FromMinutes(1));
        await AnswerAsync();
        // One that was let in and lost is made once more.
        Assert.Equal(kind == nameof(ProbeFailureKind.Lost) ? 5 : 4, _server.Opened);
    }

    [Fact(Timeout = Limit)]
    public async Task A_connection_string_that_the_driver_does_not_understand_is_a_failure_like_any_other()
    {
        var failure = Assert.IsType<ProbeFailure>(await Probe("Frobnicate").ProbeAsync(new ProbeQuestion(IsSuspected: false, TimeSpan.MaxValue), CancellationToken.None));
        Assert.IsType<ArgumentException>(failure.Error);
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancellation_ends_a_probe_at_once_and_leaves_no_timer()
    {
        using var source = new CancellationTokenSource();
        _server.OnOpen = FakeFault.Hang;
        var probe = _probe.ProbeAsync(new ProbeQuestion(IsSuspected: false, TimeSpan.MaxValue), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        await _time.WhenTimersAsync(timers => timers.Count == 0);
    }

    private async Task<ServerReport> AnswerAsync() => Assert.IsType<ServerReport>(await ProbeAsync());

    private Task<ProbeResult> ProbeAsync(bool isSuspected = false, double mostAge = 120) =>
        _probe.ProbeAsync(new ProbeQuestion(isSuspected, TimeSpan.FromSeconds(mostAge)), CancellationToken.None);

    private ServerProbe Probe(string connectionString) => new(
        new FakeDriver(_server).Driver, connectionString, new ServerAddress("db001", 3306), new LockNames(new Random(1)), new FetchClock(_time),
        () => new MonitorOptions(), MonitorExecution.For(_time));
}
