using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Connecting;
using RoutingData.Connecting.Hedging;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Probing;
using RoutingData.Pools;
using RoutingData.SessionStates;
using RoutingData.Sessions;
using RoutingData.Tests.Monitoring;
using RoutingData.Threading;

namespace RoutingData.Tests.Connecting;

public sealed class BackendConnectorTests : IAsyncDisposable
{
    private static readonly PoolLimits Limits = new(MaxConnections: 50, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private readonly Watched _watched = new();
    private readonly BackendPools _pools;
    private readonly RoutingSession _session = new(sessions: null!, SessionState.Initial);
    private readonly Waits _waits = new();
    private readonly FailoverOptions _options = new() { ConnectRetriesDelayMs = 0 };

    public BackendConnectorTests() => _pools = new BackendPools(
        address => new ServerPool(address, _watched.Driver, address.Hostname, Limits, _watched.Time, new InFlightClock(_watched.Time)),
        address => _watched.Monitor.Current.Find(address) is not null);

    public ValueTask DisposeAsync() => _watched.DisposeAsync();

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D50")]
    public async Task A_reader_that_cannot_be_reached_is_passed_over()
    {
        await _watched.StartAsync();
        _watched.Servers[1].OnOpen = FakeFault.Throw(new IOException("connection refused"));
        var connector = Connector();
        for (var i = 0; i < 20; i++)
        {
            var backend = await connector.ConnectAsync(
                async: true, new RoutingSession(null!, SessionState.Initial), 20, Attempt(), FreshnessDemand.None, CancellationToken.None);
            Assert.NotEqual("db002", backend.Server.Hostname);
        }
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task A_refused_login_is_told_at_once_and_blames_nobody()
    {
        await _watched.StartAsync();
        _watched.Servers[0].OnOpen = FakeFault.Say(DriverError.AccessDenied);
        var attempt = Attempt();
        await Assert.ThrowsAsync<FakeDbException>(
            () => Connector().ConnectAsync(async: true, _session, 10, attempt, FreshnessDemand.None, CancellationToken.None).AsTask());
        Assert.Equal(2, _watched.Servers[0].Opened);
        Assert.Empty(attempt.Failed);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D39")]
    public async Task A_statement_waits_for_a_writer_and_gets_the_promoted_one()
    {
        await LoseWriterAsync();
        var connector = Connector();
        var connecting = connector.ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask();
        Assert.False(connecting.IsCompleted);
        Assert.Equal(1, _waits.Statements);

        _watched.Servers[2].ReadOnly = false;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[2]));
        Assert.Equal("db003", (await connecting).Server.Hostname);
        Assert.Equal(0, _waits.Statements);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D39")]
    public async Task The_wait_ends_with_the_statements_patience_and_says_that_nothing_was_sent()
    {
        await LoseWriterAsync();
        var attempt = new StatementAttempt(_watched.Time, _watched.Time.GetTimestamp(), TimeSpan.FromMilliseconds(20), queryRetries: 1);
        var connecting = Connector().ConnectAsync(async: true, _session, 10, attempt, FreshnessDemand.None, CancellationToken.None).AsTask();
        _watched.Time.Advance(TimeSpan.FromMilliseconds(20));

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connecting);
        Assert.Equal((StatementOutcome.NotExecuted, true, 10), (error.Outcome, error.IsTransient, error.Hostgroup));
        Assert.Contains("db001:3306 is read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D39")]
    public async Task One_waiter_too_many_fails_at_once_and_the_others_wait_on()
    {
        await LoseWriterAsync();
        _options.MaxWriterWaiters = 2;
        var connector = Connector();
        var waiting = Enumerable.Range(0, 2)
            .Select(_ => connector.ConnectAsync(
                async: true, new RoutingSession(null!, SessionState.Initial), 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask())
            .ToArray();
        var error = await Assert.ThrowsAsync<RoutingDbException>(
            () => connector.ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask());
        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        Assert.Equal(2, _waits.Statements);

        _watched.Servers[1].ReadOnly = false;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[1]));
        Assert.All(await Task.WhenAll(waiting), backend => Assert.Equal("db002", backend.Server.Hostname));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "F3")]
    public async Task Statements_that_began_to_wait_before_a_reload_count_against_the_bound()
    {
        await LoseWriterAsync();
        _options.MaxWriterWaiters = 1;
        var former = Connector().ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask();
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => Connector().ConnectAsync(
            async: true, new RoutingSession(null!, SessionState.Initial), 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask());
        Assert.Contains("MaxWriterWaiters", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _waits.Statements);

        _watched.Servers[1].ReadOnly = false;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[1]));
        Assert.Equal("db002", (await former).Server.Hostname);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D29")]
    [Trait("Requirement", "D46")]
    public async Task A_new_connection_to_a_writer_that_is_read_only_by_now_is_not_handed_out()
    {
        await _watched.StartAsync();
        _watched.Servers[0].ReadOnly = true;
        var connecting = Connector().ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask();
        await _watched.Monitor.WaitForAsync(topology => topology.WriterOf(10) is null, TimeSpan.FromHours(1), CancellationToken.None);
        Assert.False(connecting.IsCompleted);

        _watched.Servers[1].ReadOnly = false;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[1]));
        Assert.Equal("db002", (await connecting).Server.Hostname);
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D39")]
    public async Task A_connection_that_is_opened_or_proven_when_its_server_is_demoted_is_waited_for_no_longer(bool proven)
    {
        await _watched.StartAsync();
        _watched.Monitor.Following += _pools.Follow;
        var former = _watched.Servers[0];
        if (proven) former.OnExecute = FakeFault.Hang;
        else former.OnOpen = FakeFault.Hang;
        var attempt = Attempt();
        var connecting = Connector().ConnectAsync(async: true, _session, 10, attempt, FreshnessDemand.None, CancellationToken.None).AsTask();
        Assert.Equal(2, former.Opened);
        Assert.Equal(proven, former.Texts[^1] == ProbeStatement.For(former.Version).TextWithoutReplication);

        former.OnExecute = FakeFault.None;
        former.ReadOnly = true;
        _watched.Servers[1].ReadOnly = false;
        foreach (var server in _watched.Servers) _watched.Monitor.ReportFailure(Watched.Address(server));

        Assert.Equal("db002", (await connecting).Server.Hostname);
        Assert.Empty(attempt.Failed);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D33")]
    public async Task A_name_that_leads_to_another_server_is_used_only_once_the_monitor_knows_that_server()
    {
        await _watched.StartAsync();
        var address = Watched.Address(_watched.Servers[0]);
        var before = _pools.For(address);
        _watched.Servers[0].Identity = "another";

        var backend = await Connector().ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None);
        Assert.Equal(("another", true), (_watched.Monitor.Current.Find(address)!.Identity, before.IsRetired));
        Assert.NotSame(before, backend.Pool);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D42")]
    public async Task A_connection_that_is_held_to_the_chosen_server_serves()
    {
        await _watched.StartAsync();
        var connector = Connector();
        var writer = await connector.ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None);
        foreach (var reader in _watched.Servers.Skip(1)) reader.OnOpen = FakeFault.Throw(new IOException("connection refused"));
        Assert.Same(writer, await connector.ConnectAsync(async: true, _session, 20, Attempt(), FreshnessDemand.None, CancellationToken.None));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "R20")]
    public async Task A_connect_that_failed_because_the_process_stood_still_is_repeated_though_the_time_is_over()
    {
        await _watched.StartAsync();
        var writer = _watched.Servers[0];
        writer.OnOpen = FakeFault.Hang;
        var limits = Limits with { ConnectTimeout = TimeSpan.FromSeconds(1) };
        var pools = new BackendPools(
            address => new ServerPool(address, _watched.Driver, address.Hostname, limits, _watched.Time, new InFlightClock(_watched.Time)),
            _ => true);
        var connecting = Connector(pools)
            .ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask();
        writer.OnOpen = FakeFault.None;
        // No timer of the process has fired in these twelve seconds.
        _watched.Time.Advance(TimeSpan.FromSeconds(12));
        writer.Release();

        Assert.Equal("db001", (await connecting).Server.Hostname);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "R20")]
    public async Task A_connect_that_failed_says_that_nothing_was_sent()
    {
        await _watched.StartAsync();
        _options.ConnectRetriesOnFailure = 0;
        _watched.Servers[0].OnOpen = FakeFault.Say(1317);
        var error = await Assert.ThrowsAsync<FakeDbException>(
            () => Connector().ConnectAsync(async: true, _session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None).AsTask());
        Assert.Equal(("NotExecuted", "db001:3306"), (error.Data["RoutingData.Outcome"], error.Data["RoutingData.Server"]));
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task Who_waits_for_a_place_is_told_at_once_that_the_data_source_has_ended(bool async)
    {
        await _watched.StartAsync();
        var pool = _pools.For(Watched.Address(_watched.Servers[0]));
        while (pool.TryAcquirePermit())
        {
        }

        await AssertEndsAsync(Connect(async));
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task Who_waits_for_its_turn_to_connect_is_told_at_once_that_the_data_source_has_ended(bool async)
    {
        await _watched.StartAsync();
        _watched.Servers[0].OnOpen = FakeFault.Hang;
        var connecting = Enumerable.Range(0, Limits.MaxConcurrentConnects).Select(_ => Connect(async: true)).ToArray();
        Assert.All(connecting, connect => Assert.False(connect.IsCompleted));

        await AssertEndsAsync([Connect(async), .. connecting]);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "R12")]
    public async Task Who_waits_for_a_place_in_a_pool_that_is_replaced_gets_one_in_the_next()
    {
        await _watched.StartAsync();
        var pool = _pools.For(Watched.Address(_watched.Servers[0]));
        while (pool.TryAcquirePermit())
        {
        }

        var connecting = Connect(async: true);
        Assert.False(connecting.IsCompleted);
        pool.Retire();

        Assert.NotSame(pool, (await connecting).Pool);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D50")]
    public async Task An_open_that_lost_to_a_second_reader_says_nothing_to_its_statement_any_more()
    {
        await _watched.StartAsync();
        var (attempt, slow) = (Attempt(), _watched.Servers[1]);
        slow.OnOpen = FakeFault.Hang;
        var connecting = HedgingConnector(new Second()).ConnectAsync(async: true, _session, 20, attempt, FreshnessDemand.None, CancellationToken.None).AsTask();
        _watched.Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.NotEqual("db002", (await connecting).Server.Hostname);

        slow.Release();
        await _pools.WhenEmptyAsync(Watched.Address(slow), CancellationToken.None);
        Assert.Empty(attempt.Failed);
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D50")]
    public async Task An_open_that_fails_after_all_is_noted_though_a_second_reader_could_not_be_chosen()
    {
        await _watched.StartAsync();
        var (attempt, slow, policy) = (Attempt(), _watched.Servers[1], new Second());
        slow.OnOpen = FakeFault.Hang;
        var connecting = HedgingConnector(policy).ConnectAsync(async: true, _session, 20, attempt, FreshnessDemand.None, CancellationToken.None).AsTask();
        policy.Throws = true;
        _watched.Time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.False(connecting.IsCompleted);
        Assert.Equal(1, _pools.PermitsInUseOf(Watched.Address(slow)));

        policy.Throws = false;
        slow.Release();
        Assert.NotEqual("db002", (await connecting).Server.Hostname);
        Assert.Equal(["db002"], attempt.Failed.Select(failed => failed.Server.Hostname));
        Assert.Equal(0, _pools.PermitsInUseOf(Watched.Address(slow)));
    }

    private Task<BackendConnection> Connect(bool async)
    {
        var session = new RoutingSession(null!, SessionState.Initial);
        ValueTask<BackendConnection> ConnectAsync() => Connector().ConnectAsync(async, session, 10, Attempt(), FreshnessDemand.None, CancellationToken.None);
        return async
            ? ConnectAsync().AsTask()
            : Task.Factory.StartNew(() => SyncResult.Of(ConnectAsync()), TaskCreationOptions.LongRunning);
    }

    private async Task AssertEndsAsync(params Task<BackendConnection>[] waiting)
    {
        _pools.RetireForGood();
        foreach (var connecting in waiting)
        {
            var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => connecting);
            Assert.Equal(typeof(RoutingDbDataSource).FullName, error.ObjectName);
        }
    }

    private async Task LoseWriterAsync()
    {
        await _watched.StartAsync();
        _watched.Servers[0].ReadOnly = true;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[0]));
        await _watched.Monitor.WaitForAsync(topology => topology.WriterOf(10) is null, TimeSpan.FromHours(1), CancellationToken.None);
        await _watched.HurryAsync();
    }

    private StatementAttempt Attempt() => new(_watched.Time, _watched.Time.GetTimestamp(), TimeSpan.FromSeconds(10), queryRetries: 1);

    private BackendConnector HedgingConnector(IReaderSelectionPolicy policy)
    {
        var late = new LateReads(new HedgingOptions { AfterMs = 10, MaxPercent = 100 }, new HedgeCounters(), _watched.Time);
        late.NoteRead();
        return Connector(policy: policy, late: late);
    }

    private BackendConnector Connector(BackendPools? pools = null, IReaderSelectionPolicy? policy = null, LateReads? late = null) => new(
        _watched.Monitor, pools ?? _pools, new SlowStart(_watched.Time), _waits, writerHostgroup: 10, _options,
        ConnectRetry.Build(_options, _watched.Time, new Random(1)), new ReaderChoice(policy ?? WeightedRandomPolicy.Instance, []), late, _watched.Time, new Random(2),
        new RoutingLog(NullLogger.Instance), new RoutingMetrics(factory: null, new SourceNames(), "tests", () => 0, () => 0, () => (0, 0), () => null));

    // db002, where it is to be chosen from.
    private sealed class Second : IReaderSelectionPolicy
    {
        public string Name => nameof(Second);

        public bool Throws { get; set; }

        public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
        {
            if (Throws) throw new ApplicationException("The application's policy fails.");
            for (var index = 0; index < candidates.Length; index++)
            {
                if (candidates[index].Address.Hostname == "db002") return index;
            }

            return 0;
        }
    }
}
