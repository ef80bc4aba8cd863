using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>
/// Watches every server of one fleet and says who plays which role: one for each data source, whatever number of connections it has.
/// Probes run at a steady interval; a failure reported by a session, and the lack of a writer, make them run at once.
/// </summary>
/// <remarks>
/// With <see cref="TimeProvider.System"/> it has a few threads of its own and calls the driver synchronously, so that it works while synchronous
/// callers block the whole thread pool. With any other clock it runs on the pool.
/// </remarks>
internal sealed partial class TopologyMonitor : ITopologyMonitor, IDisposable, IAsyncDisposable
{
    private readonly MySqlDriver _driver;
    private readonly TimeProvider _timeProvider;
    private readonly MonitorExecution _execution;
    private readonly Announcements _announcements;
    private readonly ProbeRounds _rounds;
    private readonly LockNames _locks;
    private readonly FetchClock _fetches;
    private readonly EvidenceRounds _evidence;
    private readonly UnsettledPairs _unsettled;
    private readonly ChangeSignal _observed = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private MonitorOptions _options;
    private FrozenDictionary<ServerAddress, ServerWatch> _watches;
    private TopologySnapshot _current;
    private long _mark;
    private bool _started;
    private volatile bool _stopped;

    /// <summary>A monitor that watches nothing before <see cref="Start"/>.</summary>
    /// <param name="definition">The servers and pairs.</param>
    /// <param name="connectionStringOf">The monitor's own connection string for each server.</param>
    /// <param name="driver">The driver to probe with.</param>
    /// <param name="options">Intervals and deadlines.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where changes are told.</param>
    /// <param name="random">Jitters the steady interval.</param>
    public TopologyMonitor(
        TopologyDefinition definition,
        Func<ServerDefinition, string> connectionStringOf,
        MySqlDriver driver,
        MonitorOptions options,
        TimeProvider timeProvider,
        ILogger logger,
        Random random)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(connectionStringOf);
        _driver = driver;
        _options = options;
        _timeProvider = timeProvider;
        _execution = MonitorExecution.For(timeProvider);
        _announcements = new Announcements(_execution, new HarmlessLogger(logger));
        _rounds = new ProbeRounds(timeProvider, random);
        _locks = new LockNames(random);
        _fetches = new FetchClock(timeProvider);
        _evidence = new EvidenceRounds(_execution, FetchAsync);
        _unsettled = new UnsettledPairs(timeProvider);
        _current = TopologySnapshot.Initial(definition);
        _watches = WatchesOf(definition, connectionStringOf, FrozenDictionary<ServerAddress, ServerWatch>.Empty);
    }

    /// <inheritdoc/>
    public event EventHandler<TopologyChangedEventArgs>? Changed;

    /// <summary>As <see cref="Changed"/>, with the snapshot that came of it, at once and on the monitor's own thread, under its lock: for what
    /// has to follow a change whatever others do, and neither blocks nor runs their code.</summary>
    internal event Action<TopologyEvent, TopologySnapshot>? Following;

    /// <summary>How many threads of its own it has now.</summary>
    internal int Threads => _execution.Threads;

    /// <summary>Whether it watches no longer.</summary>
    internal bool IsStopped => _stopped;

    /// <summary>The clock whose timers do not depend on the thread pool while the monitor does not.</summary>
    internal TimeProvider Clock => _execution.Time;

    /// <inheritdoc/>
    public TopologySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Begins to watch; again does nothing.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _started)) return;
        lock (_gate)
        {
            if (_started || _stopped) return;
            _started = true;
            var (servers, interval) = (_watches.Count, _options.ReadOnlyIntervalMs);
            _announcements.Add(log => MonitorLog.Started(log, servers, interval));
            foreach (var watch in _watches.Values) Begin(watch);
        }
    }

    /// <summary>Watches other servers, or the same ones otherwise, from now on. What is known of those that stay is kept.</summary>
    /// <param name="definition">The servers and pairs.</param>
    /// <param name="connectionStringOf">The monitor's own connection string for each server.</param>
    /// <param name="options">Intervals and deadlines.</param>
    public void Redefine(TopologyDefinition definition, Func<ServerDefinition, string> connectionStringOf, MonitorOptions options)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(connectionStringOf);
        lock (_gate)
        {
            var former = _watches;
            TellOfFence(Current, definition);
            _options = options;
            _watches = WatchesOf(definition, connectionStringOf, former);
            Volatile.Write(ref _current, Current.Redefined(definition));
            foreach (var watch in former.Values.Except(_watches.Values)) watch.End();
            if (!_started || _stopped) return;
            foreach (var watch in _watches.Values.Except(former.Values)) Begin(watch);
        }

        _observed.Raise();
    }

    /// <summary>
    /// Drains a server, or puts it in service again, whatever its configured status: drained it takes nothing new, and what runs on it may
    /// finish (ProxySQL's OFFLINE_SOFT at run time). It is still probed; while it is the writer, writes wait for another one.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="drained">Whether it is to take nothing new.</param>
    /// <exception cref="ArgumentException">No such server is configured.</exception>
    public void SetDrained(ServerAddress server, bool drained)
    {
        lock (_gate)
        {
            if (Current.Find(server) is null)
            {
                throw new ArgumentException(
                    $"{server} is no server of this fleet; there are {string.Join(", ", Current.Definition.Addresses)}.", nameof(server));
            }

            Become(Current.WithDrained(server, drained));
        }

        _observed.Raise();
    }

    /// <summary>Reports that a server failed a statement; it is probed at once, and only what the probe says counts.</summary>
    /// <param name="server">The server.</param>
    /// <returns>A mark for <see cref="WasProbedSince"/>.</returns>
    public long ReportFailure(ServerAddress server)
    {
        var mark = Interlocked.Increment(ref _mark);
        if (_watches.TryGetValue(server, out var watch)) watch.Suspect();
        return mark;
    }

    /// <summary>As <see cref="ReportFailure"/>, for a connection that led to another server than the one known at the address: the probe
    /// connects anew, for its held connection may be the one that is wrong.</summary>
    /// <param name="server">The server.</param>
    /// <returns>A mark for <see cref="WasProbedSince"/>.</returns>
    public long ReportMismatch(ServerAddress server) => ReportMismatch(server, out _);

    /// <inheritdoc cref="ReportMismatch(ServerAddress)"/>
    /// <param name="server">The server.</param>
    /// <param name="isNew">Whether it connects anew for it; not if that has been asked for too often, as by a name that leads to several.</param>
    internal long ReportMismatch(ServerAddress server, out bool isNew)
    {
        var mark = Interlocked.Increment(ref _mark);
        isNew = _watches.TryGetValue(server, out var watch) && watch.TryRenew();
        return mark;
    }

    /// <summary>Tells that a connection to a reader's address led to another, read-only server than the monitor's. It may be used; the address
    /// is moving, or leads to several.</summary>
    /// <param name="server">The server.</param>
    /// <param name="identity">Who answered.</param>
    internal void ReportOtherReader(ServerAddress server, string identity)
    {
        // Told before: nothing is new.
        if (Current.Find(server) is not { LeadsToSeveral: false }) return;
        lock (_gate) Become(Current.WithIdentityBeside(server, identity));
        if (_watches.TryGetValue(server, out var watch)) watch.TryRenew();
        _observed.Raise();
    }

    /// <summary>Whether a snapshot holds the outcome of a probe that set out after a failure was reported.</summary>
    /// <param name="topology">The snapshot.</param>
    /// <param name="server">The server.</param>
    /// <param name="mark">What <see cref="ReportFailure"/> returned.</param>
    public static bool WasProbedSince(TopologySnapshot topology, ServerAddress server, long mark) =>
        topology.Find(server) is not { } state || state.ProbedAt > mark;

    /// <summary>Ends the watch and everyone's wait, with an <see cref="ObjectDisposedException"/>. Connections are closed in the background: a silent server would keep a driver
    /// waiting.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _ = _ending.CancelAsync();
            foreach (var watch in _watches.Values) watch.End();
            _evidence.End();
            _execution.End();
        }

        _observed.Raise();
    }

    /// <summary>As <see cref="Stop"/>. The monitor's threads end in the background, as soon as the driver lets them.</summary>
    public void Dispose() => Stop();

    /// <summary>As <see cref="Stop"/>, and waits until the last probe has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Task.WhenAll(_watches.Values.Select(watch => watch.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private FrozenDictionary<ServerAddress, ServerWatch> WatchesOf(
        TopologyDefinition definition, Func<ServerDefinition, string> connectionStringOf,
        FrozenDictionary<ServerAddress, ServerWatch> former)
    {
        return definition.Servers.DistinctBy(server => server.Address).ToFrozenDictionary(server => server.Address, WatchOf);

        ServerWatch WatchOf(ServerDefinition server)
        {
            var connectionString = connectionStringOf(server);
            return former.TryGetValue(server.Address, out var watch) && watch.ConnectionString == connectionString
                ? watch
                : new ServerWatch(
                    server.Address, connectionString,
                    new ServerProbe(_driver, connectionString, server.Address, _locks, _fetches, () => _options, _execution),
                    () => TimeSpan.FromMilliseconds(_options.FailoverIntervalMs), _execution);
        }
    }

    private void Begin(ServerWatch watch) => watch.Running = _execution.Run(() => WatchAsync(watch, watch.Ending));

    private async Task WatchAsync(ServerWatch watch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var begunAt = Interlocked.Increment(ref _mark);
                var topology = Current;
                var result = await watch.ProbeAsync(
                    MostAge(topology, watch.Address), topology.TwinOf(watch.Address), cancellationToken).ConfigureAwait(true);
                Apply(watch.Address, begunAt, result);
                await watch.PauseAsync(PauseFor(watch.Address), cancellationToken).ConfigureAwait(true);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                _announcements.Add(log => MonitorLog.WatchFailed(log, watch.Address, exception));
                await watch.PauseAsync(TimeSpan.FromSeconds(1), cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        _ = watch.CloseAsync();
    }

    private TimeSpan PauseFor(ServerAddress address)
    {
        var topology = Current;
        if (!topology.IsUrgent(address)) return _rounds.UntilNext(TimeSpan.FromMilliseconds(_options.ReadOnlyIntervalMs));
        var elapsed = topology.Find(address)!.Health == ServerHealth.Suspect ? TimeSpan.Zero : Unsettled(topology, address);
        return ProbePacing.BetweenProbes(elapsed, isWanted: Volatile.Read(ref _waiting) > 0, TimeSpan.FromMilliseconds(_options.FailoverIntervalMs));
    }

    private TimeSpan MostAge(TopologySnapshot topology, ServerAddress address) => topology.IsUrgent(address)
        ? ProbePacing.MostAgeWithoutWriter(Unsettled(topology, address))
        : TimeSpan.FromMilliseconds(_options.ConnectIntervalMs);

    private TimeSpan Unsettled(TopologySnapshot topology, ServerAddress address)
    {
        lock (_gate) return topology.Find(address) is null ? TimeSpan.Zero : _unsettled.Elapsed(topology, address) ?? TimeSpan.Zero;
    }

    private void Apply(ServerAddress server, long begunAt, ProbeResult result)
    {
        lock (_gate)
        {
            // A server may have been taken out while its last probe was under way.
            if (!_watches.TryGetValue(server, out var watched) || watched.Ending.IsCancellationRequested) return;

            var before = Current;
            var observation = new Observation(server, begunAt, Interlocked.Increment(ref _mark), result);
            TellOfProbe(before.Find(server)!, observation);
            Become(TopologyStep.Apply(before, observation));
            TellOfWriterless();
        }

        _observed.Raise();
    }

    private void Become(TopologyChange change)
    {
        var before = Current;
        Volatile.Write(ref _current, change.Next);
        _unsettled.Follow(change.Next);
        foreach (var item in change.Events)
        {
            foreach (var follower in Delegate.EnumerateInvocationList(Following)) Follow(follower, item, change.Next);
            _announcements.Add(log => MonitorLog.Tell(log, item));
            _announcements.Add(log => Raise(log, item));
            // Its sessions go elsewhere, and may see no less there.
            if (item.Kind is TopologyEventKind.Suspected or TopologyEventKind.Shunned && IsAskedForEvidence) WantEvidence(NewestFetch, Now);
            if (item.Kind == TopologyEventKind.WriterElected && change.Next.FenceOf(item) is { } notice) Begin(notice);
        }

        // A server that became urgent by this step must not sleep out the steady interval.
        for (var server = 0; server < before.Servers.Length; server++)
        {
            if (change.Next.IsUrgent(server) && !before.IsUrgent(server)) _watches[before.Servers[server].Address].Wake();
        }
    }

    private void Follow(Action<TopologyEvent, TopologySnapshot> follower, TopologyEvent item, TopologySnapshot topology)
    {
        try
        {
            follower(item, topology);
        }
        catch (Exception exception)
        {
            _announcements.Add(log => MonitorLog.FollowerFailed(log, exception));
        }
    }

    private void Raise(ILogger log, TopologyEvent item)
    {
        var change = new TopologyChangedEventArgs(item);
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(this, change);
            }
            catch (Exception exception)
            {
                MonitorLog.HandlerFailed(log, exception);
            }
        }
    }
}
