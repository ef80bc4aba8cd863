using Microsoft.Extensions.Logging;
using RoutingData.Monitor.Probing;
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
internal sealed class TopologyMonitor : ITopologyMonitor, IDisposable, IAsyncDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly MonitorExecution _execution;
    private readonly Announcements _announcements;
    private readonly TopologyStore _store;
    private readonly ServerWatches _watches;
    private readonly PromotionFences _fences;
    private readonly CancellationTokenSource _ending = new();
    private MonitorOptions _options;
    private bool _started;

    /// <summary>Creates a monitor that watches nothing before <see cref="Start"/>.</summary>
    /// <param name="definition">The servers and pairs.</param>
    /// <param name="connectionStringOf">The monitor's own connection string for each server.</param>
    /// <param name="driver">The driver to probe with.</param>
    /// <param name="options">Intervals and deadlines.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where changes are logged.</param>
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
        _options = options;
        _timeProvider = timeProvider;
        _execution = MonitorExecution.For(timeProvider);
        _announcements = new Announcements(_execution, new HarmlessLogger(logger));
        var unsettled = new UnsettledPairs(timeProvider);
        _store = new TopologyStore(this, TopologySnapshot.Initial(definition), _announcements, timeProvider);
        var rounds = new ProbeRounds(timeProvider, random);
        var fetches = new FetchClock(timeProvider);
        var factory = new ServerWatchFactory(driver, new LockNames(random), fetches, () => _options, _execution);
        _watches = new ServerWatches(
            _store, new WatchPace(_store, unsettled, rounds, () => _options), factory, _execution, _announcements);
        Discovery = new FleetDiscovery(_store, factory, _execution, _announcements, () => _options);
        Evidence = new EvidenceRequests(_store, _watches, fetches, _execution);
        _fences = new PromotionFences(_store, _execution, _announcements, _ending.Token);
        var catchUps = new GaleraCatchUps(_store, _watches, _execution, () => _options, _ending.Token);
        Addresses = new AddressReports(_store, _watches);
        Probes = new ProbeIntake(_store, _watches, new ProbeRemarks(_announcements, () => _options, unsettled), Evidence);
        _watches.Probed = Probes.Apply;
        _watches.Replace_NeedsLock(definition, connectionStringOf);
        Discovery.Follow_NeedsLock(definition, connectionStringOf, isRunning: false);
        _store.Awaited = _watches.WakeSlowed;
        _store.Published += (_, change) => unsettled.Follow(change.Next);
        _store.Published += (_, change) => Evidence.Follow(change, Now);
        _store.Published += (_, change) => _fences.Follow(change);
        _store.Published += (_, change) => catchUps.Follow_NeedsLock(change);
        _store.Published += (before, change) => _watches.WakeUrgent(before, change.Next);
        _store.Published += (before, change) => Discovery.Follow(before, change.Next);
    }

    /// <inheritdoc/>
    public event EventHandler<TopologyChangedEventArgs>? Changed
    {
        add => _store.Changed += value;
        remove => _store.Changed -= value;
    }

    /// <summary>As <see cref="Changed"/>, with the snapshot that came of it, at once and on the monitor's own thread, under its lock: for what
    /// has to follow a change whatever others do, and neither blocks nor runs their code.</summary>
    internal event Action<TopologyEvent, TopologySnapshot>? Following
    {
        add => _store.Following += value;
        remove => _store.Following -= value;
    }

    /// <inheritdoc/>
    public TopologySnapshot Current => _store.Current;

    /// <summary>Finds out who shows whose writes.</summary>
    internal EvidenceRequests Evidence { get; }

    /// <summary>Takes what probes bring.</summary>
    internal ProbeIntake Probes { get; }

    /// <summary>Takes reports of addresses that led elsewhere.</summary>
    internal AddressReports Addresses { get; }

    /// <summary>Finds servers that are not configured, where the definition allows it.</summary>
    internal FleetDiscovery Discovery { get; }

    /// <summary>How many threads of its own it has now.</summary>
    internal int Threads => _execution.Threads;

    /// <summary>Whether it watches no longer.</summary>
    internal bool IsStopped => _store.HasEnded;

    /// <summary>The clock whose timers do not depend on the thread pool while the monitor does not.</summary>
    internal TimeProvider Clock => _execution.Time;

    /// <summary>The present moment, by the monitor's clock.</summary>
    internal long Now => _timeProvider.GetTimestamp();

    /// <summary>Converts a span to ticks of that clock.</summary>
    /// <param name="milliseconds">Milliseconds.</param>
    internal long SpanOf(int milliseconds) => milliseconds * (_timeProvider.TimestampFrequency / 1000);

    /// <summary>Begins to watch; again does nothing.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _started)) return;
        lock (_store.Gate)
        {
            if (_started || IsStopped) return;
            _started = true;
            var (servers, interval) = (_watches.Count, _options.ReadOnlyIntervalMs);
            _announcements.Add(log => MonitorLog.Started(log, servers, interval));
            _watches.Start_NeedsLock();
            Discovery.Start_NeedsLock(Current.Definition);
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
        lock (_store.Gate)
        {
            _fences.LogIfDropped(Current, definition);
            _options = options;
            var former = _watches.Replace_NeedsLock(definition, connectionStringOf);
            _store.Replace_NeedsLock(Current.Redefined(definition));
            _watches.Succeed_NeedsLock(former, isRunning: _started && !IsStopped);
            Discovery.Follow_NeedsLock(definition, connectionStringOf, isRunning: _started && !IsStopped);
            if (!_started || IsStopped) return;
        }

        _store.Signal();
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
        lock (_store.Gate)
        {
            if (Current.Find(server) is null)
            {
                throw new ArgumentException(
                    $"{server} is no server of this fleet; there are {string.Join(", ", Current.Definition.Addresses)}.", nameof(server));
            }

            _store.Publish_NeedsLock(Current.WithDrained(server, drained));
        }

        _store.Signal();
    }

    /// <summary>Reports that a server failed a statement; it is probed at once, and only what the probe says counts.</summary>
    /// <param name="server">The server.</param>
    /// <returns>A mark for <see cref="TopologySnapshot.WasProbedSince"/>.</returns>
    public long ReportFailure(ServerAddress server)
    {
        var mark = _store.NextMark();
        if (_watches.TryFind(server, out var watch)) watch.Suspect();
        return mark;
    }

    /// <summary>Notes that a server has committed a write: where it is a node of Galera that is not the writer any more, the writer gets nothing before it has
    /// applied that.</summary>
    /// <param name="hostgroup">Hostgroup id for which the server was chosen.</param>
    /// <param name="server">The server.</param>
    public void NoteCommitted(int hostgroup, ServerAddress server)
    {
        if (!Current.IsBesideWriter(hostgroup, server)) return;
        lock (_store.Gate) _store.Publish_NeedsLock(Current.WithCatchUp(hostgroup));
        _store.Signal();
    }

    /// <inheritdoc/>
    public ValueTask<TopologySnapshot?> WaitForAsync(
        Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _store.WaitForAsync(condition, timeout, cancellationToken);

    /// <inheritdoc cref="TopologyStore.WaitFor"/>
    public TopologySnapshot? WaitFor(Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _store.WaitFor(condition, timeout, cancellationToken);

    /// <summary>Ends the watch and everyone's wait, with an <see cref="ObjectDisposedException"/>. Connections are closed in the background: a silent server would keep a driver
    /// waiting.</summary>
    public void Stop()
    {
        lock (_store.Gate)
        {
            _store.End();
            _ = _ending.CancelAsync();
            _watches.End_NeedsLock();
            Discovery.End_NeedsLock();
            Evidence.End();
            _execution.End();
        }

        _store.Signal();
    }

    /// <summary>As <see cref="Stop"/>. The monitor's threads end in the background, as soon as the driver lets them.</summary>
    public void Dispose() => Stop();

    /// <summary>As <see cref="Stop"/>, and waits until the last probe has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await _watches.WhenEndedAsync().ConfigureAwait(false);
        await Discovery.Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
