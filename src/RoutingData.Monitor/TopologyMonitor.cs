using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>
/// Watches every server of one fleet and says who plays which role: one for each data source, whatever number of connections it has.
/// Probes run at a steady interval; a failure reported by a session, and the lack of a writer, make them run at once.
/// </summary>
public sealed partial class TopologyMonitor : IAsyncDisposable
{
    private readonly MySqlDriver _driver;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ProbeRounds _rounds;
    private readonly ChangeSignal _observed = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private MonitorOptions _options;
    private FrozenDictionary<ServerAddress, ServerWatch> _watches;
    private Topology _current;
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
        _logger = new HarmlessLogger(logger);
        _rounds = new ProbeRounds(timeProvider, random);
        _current = Topology.Initial(definition);
        _watches = WatchesOf(definition, connectionStringOf, FrozenDictionary<ServerAddress, ServerWatch>.Empty);
    }

    /// <summary>Raised for every change, in order, on the monitor's own task: return quickly.</summary>
    public event Action<TopologyEvent>? Changed;

    /// <summary>
    /// Called when a server is to take another one's place as the writer; statements for the writer wait until it has ended, and the time
    /// they may wait goes on. One that throws is logged and called again a second later, as long as that server is to be the writer.
    /// Needs <see cref="TopologyDefinition.FencesPromotions"/>.
    /// </summary>
    public Func<PromotionNotice, CancellationToken, Task>? PromotionFence { get; init; }

    /// <summary>The latest snapshot.</summary>
    public Topology Current => Volatile.Read(ref _current);

    /// <summary>Begins to watch; again does nothing.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _started)) return;
        lock (_gate)
        {
            if (_started || _stopped) return;
            _started = true;
            MonitorLog.Started(_logger, _watches.Count, _options.ReadOnlyIntervalMs);
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

    /// <summary>Tells that a server failed somebody; it is probed at once, and only what the probe says counts.</summary>
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
    public long ReportMismatch(ServerAddress server)
    {
        var mark = Interlocked.Increment(ref _mark);
        if (_watches.TryGetValue(server, out var watch)) watch.Renew();
        return mark;
    }

    /// <summary>Whether a snapshot holds the outcome of a probe that set out after a failure was reported.</summary>
    /// <param name="topology">The snapshot.</param>
    /// <param name="server">The server.</param>
    /// <param name="mark">What <see cref="ReportFailure"/> returned.</param>
    public static bool WasProbedSince(Topology topology, ServerAddress server, long mark) =>
        topology.Find(server) is not { } state || state.ProbedAt > mark;

    /// <summary>The first snapshot that fulfils a condition, now or later.</summary>
    /// <param name="condition">Looked at once for each snapshot; must be quick and pure.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot, or null when the time is over.</returns>
    public async ValueTask<Topology?> WaitForAsync(Func<Topology, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = _timeProvider.GetTimestamp();
        while (true)
        {
            var next = _observed.Next;
            var topology = Current;
            if (condition(topology)) return topology;

            var left = timeout - _timeProvider.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || _stopped) return null;
            try
            {
                await next.WaitAsync(left, _timeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    /// <summary>As <see cref="WaitForAsync"/>, for a caller that has no task to give: blocks its thread.</summary>
    /// <param name="condition">Looked at once for each snapshot; must be quick and pure.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>The snapshot, or null when the time is over.</returns>
    public Topology? WaitFor(Func<Topology, bool> condition, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = _timeProvider.GetTimestamp();
        while (true)
        {
            var seen = _observed.Count;
            var topology = Current;
            if (condition(topology)) return topology;

            var left = timeout - _timeProvider.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || _stopped || !_observed.Wait(seen, left)) return null;
        }
    }

    /// <summary>Waits until a pair has a writer that took its role after an epoch.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="newerThan">The epoch; -1 for any writer.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot with that writer, or null when the time is over.</returns>
    public ValueTask<Topology?> WaitForWriterAsync(int hostgroup, long newerThan, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForAsync(topology => HasWriter(topology, hostgroup, newerThan), timeout, cancellationToken);

    /// <summary>As <see cref="WaitForWriterAsync"/>, blocking.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="newerThan">The epoch; -1 for any writer.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>The snapshot with that writer, or null when the time is over.</returns>
    public Topology? WaitForWriter(int hostgroup, long newerThan, TimeSpan timeout) =>
        WaitFor(topology => HasWriter(topology, hostgroup, newerThan), timeout);

    /// <summary>Ends the watch and everyone's wait. Connections are closed in the background: a silent server would keep a driver
    /// waiting.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _ = _ending.CancelAsync();
            foreach (var watch in _watches.Values) watch.End();
        }

        _observed.Raise();
    }

    /// <summary>As <see cref="Stop"/>, and waits until the last probe has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Task.WhenAll(_watches.Values.Select(watch => watch.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static bool HasWriter(Topology topology, int hostgroup, long newerThan) =>
        topology.WriterOf(hostgroup) is not null && topology.WriterSince(hostgroup) > newerThan;

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
                    new ServerProbe(_driver, connectionString, () => _options, _timeProvider), _timeProvider);
        }
    }

    // Without the caller's execution context: the monitor outlives the request that happened to start it.
    private void Begin(ServerWatch watch)
    {
        using (ExecutionContext.SuppressFlow()) watch.Running = Task.Run(() => WatchAsync(watch, watch.Ending));
    }

    private async Task WatchAsync(ServerWatch watch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var begunAt = Interlocked.Increment(ref _mark);
                var result = await watch.ProbeAsync(Current.IsUrgent(watch.Address), cancellationToken).ConfigureAwait(false);
                Apply(watch.Address, begunAt, result);
                await watch.PauseAsync(PauseFor(watch.Address), cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                MonitorLog.WatchFailed(_logger, watch.Address, exception);
                await watch.PauseAsync(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        _ = watch.CloseAsync();
    }

    private TimeSpan PauseFor(ServerAddress address) => Current.IsUrgent(address)
        ? TimeSpan.FromMilliseconds(_options.FailoverIntervalMs)
        : _rounds.UntilNext(TimeSpan.FromMilliseconds(_options.ReadOnlyIntervalMs));

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
        }

        _observed.Raise();
    }

    private void Become(TopologyChange change)
    {
        var before = Current;
        Volatile.Write(ref _current, change.Next);
        foreach (var item in change.Events)
        {
            MonitorLog.Tell(_logger, item);
            foreach (var handler in Delegate.EnumerateInvocationList(Changed)) Raise(handler, item);
            if (item.Kind == TopologyEventKind.WriterElected && change.Next.FenceOf(item) is { } notice) Begin(notice);
        }

        // Whoever became urgent by this step must not sleep out the steady interval.
        for (var server = 0; server < before.Servers.Length; server++)
        {
            if (change.Next.IsUrgent(server) && !before.IsUrgent(server)) _watches[before.Servers[server].Address].Wake();
        }
    }

    private void TellOfProbe(ServerState before, Observation observation)
    {
        switch (observation.Result)
        {
            case ProbeFailure failure when before.Health == ServerHealth.Unknown && before.Failures == 0:
                MonitorLog.ProbeFailed(_logger, observation.Server, failure.Error.Message);
                break;
            case ServerReport { ReplicationDenied: true } when before.Report is not { ReplicationDenied: true }:
                MonitorLog.ReplicationDenied(_logger, observation.Server);
                break;
        }
    }

    private void Raise(Action<TopologyEvent> handler, TopologyEvent item)
    {
        try
        {
            handler(item);
        }
        catch (Exception exception)
        {
            MonitorLog.HandlerFailed(_logger, exception);
        }
    }
}
