using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Sessions;
using RoutingData.Statements;
using RoutingData.Telemetry;
using RoutingData.Tokens;

namespace RoutingData.Runtime;

/// <summary>
/// What runs behind one <see cref="RoutingDbDataSource"/>: its monitor, pools, sessions, and metrics, which outlive every reload, and the
/// runner with the plan in force, which a reload replaces.
/// </summary>
internal sealed class RoutingRuntime : IDisposable
{
    private readonly BackendPools _pools;
    private readonly SlowStart _slowStart;
    private readonly ReaderOutliers _outliers;
    private readonly RoutingPlanFactory _plans;
    private readonly InitialLogin _initialLogin;
    private readonly InFlightClock _clock;
    private readonly InFlightWatch _inFlight;
    private readonly RoutineCatalog _routines;
    private readonly StoredCodeCatalog _storedCode;
    private readonly OutcomeMarkers _markers;
    private readonly MarkerCleaner _markerCleaner;
    private readonly RoutingMetrics _metrics;
    private readonly SourceCounts _counts;
    private readonly OperationTelemetry _telemetry;
    private readonly FleetMetrics _fleet;
    private readonly PoolMetrics _poolMetrics;
    private readonly PinnedSessions _pinned;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _reloading = new();
    private RoutingConfiguration _configured;
    private ImmutableArray<ServerDefinition> _discovered = [];
    private StatementRunner _runner;

    /// <exception cref="OptionsValidationException">Something in the options is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingRuntime(
        RoutingOptions options, MySqlDriver driver, Func<CancellationToken, ValueTask<DbConnection>> open, ILoggerFactory loggerFactory,
        TimeProvider timeProvider, IMeterFactory? meterFactory, SourceNames names, Random random)
    {
        _timeProvider = timeProvider;
        _pinned = new PinnedSessions(timeProvider);
        Driver = driver;
        var configuration = _configured = RoutingConfiguration.Of(options, Driver.Factory);
        Log = new RoutingLog(loggerFactory.CreateLogger("RoutingData.Routing"));
        Monitor = new TopologyMonitor(
            configuration.Topology, MonitorStrings(configuration), Driver, configuration.Monitor, timeProvider,
            loggerFactory.CreateLogger("RoutingData.Monitor"), random);
        Follow(configuration.Consistency);
        _counts = new SourceCounts(timeProvider) { Statements = { Most = configuration.Telemetry.MaxStatements } };
        Monitor.Following += (change, topology) => _counts.Failovers.Follow(change, topology, Moment.Of(timeProvider));
        Monitor.Probes.Taken += (probe, took) => _counts.ProbesOf(probe.Server).Add(probe.Result, timeProvider.GetUtcNow(), took);
        Sessions = new OpenSessions(Monitor);
        _clock = new InFlightClock(Monitor.Clock);
        _pools = new BackendPools(
            address => new ServerPoolFactory(Plan.Configuration, Driver, timeProvider, _clock, random, _counts, _poolMetrics).Create(address),
            address => Monitor.Current.Find(address) is not null);
        Monitor.Following += _pools.Follow;
        Monitor.Discovery.Found = Discover;
        _metrics = new RoutingMetrics(
            meterFactory, names, NameOf(configuration), () => Waits.Statements, () => Sessions.Count, () => Monitor.Evidence.Asked, EvidenceAge);
        Monitor.Changed += (_, change) => _metrics.Changed(change.Change);
        _telemetry = new OperationTelemetry(meterFactory, _metrics.SourceName);
        _poolMetrics = new PoolMetrics(meterFactory, _metrics.SourceName, timeProvider);
        _outliers = new ReaderOutliers(configuration.Outliers, Monitor, _pools, timeProvider, Log);
        _fleet = new FleetMetrics(
            meterFactory, _metrics.SourceName, () => Monitor.Current, () => _pools.All, _pinned, server => _outliers.Tell(server) is not null, timeProvider);
        _counts.Failovers.Over = _fleet.FailoverOver;
        Monitor.Changed += (_, change) => _fleet.Changed(change.Change);
        Tokens = new DataSourceTokens(Monitor, () => TokenSettingsOf(Plan), Log, _metrics);
        _slowStart = new SlowStart(timeProvider);
        Monitor.Following += (change, _) => _slowStart.Follow(change);
        _plans = new RoutingPlanFactory(Monitor, _pools, _slowStart, _outliers, Waits, timeProvider, random, Log, _metrics, _counts);
        _markers = new OutcomeMarkers(random, timeProvider, Log, _metrics);
        _markerCleaner = new MarkerCleaner(open, () => Plan.Configuration, () => _markers.Used, timeProvider, Log);
        _runner = RunnerOf(_plans.Create(configuration, FrozenSet<string>.Empty, StoredCode.Empty));
        _plans.LogWarnings(Plan);
        _inFlight = new InFlightWatch(_pools, Monitor, _clock);
        _initialLogin = new InitialLogin(Monitor, _pools, timeProvider, Log);
        _routines = new RoutineCatalog(open, _ => Learn(), timeProvider, Log);
        _storedCode = new StoredCodeCatalog(
            Monitor, _pools, () => Plan.Configuration, ClassifierNow, _ => Learn(), timeProvider, Log);
        Sessions.StoredCodeChanged = NoteStoredCode;
    }

    public TopologyMonitor Monitor { get; }

    public MySqlDriver Driver { get; }

    public RoutingLog Log { get; }

    public OpenSessions Sessions { get; }

    /// <summary>What tokens need of it.</summary>
    public DataSourceTokens Tokens { get; }

    /// <summary>Connections to the writer that belong to no session.</summary>
    public WriterConnections Writer => new(this);

    /// <summary>What waits for a connection now.</summary>
    public Waits Waits { get; } = new();

    /// <summary>Runs statements under the plan in force. A statement reads it once, where it begins.</summary>
    public StatementRunner Runner => Volatile.Read(ref _runner);

    /// <summary>The plan in force.</summary>
    public RoutingPlan Plan => Runner.Plan;

    /// <summary>Whether no server has ever let it in, and no session is being opened.</summary>
    public bool NeverConnected => !Sessions.IsInUse && !_initialLogin.HasLoggedIn;

    /// <summary>The pools of its servers.</summary>
    public IEnumerable<ServerPool> Pools => _pools.All;

    /// <inheritdoc cref="RoutingDbDataSource.Statistics"/>
    public RoutingStatistics Statistics => SourceStatistics.Of(_counts, Plan, Monitor.Current, _pools, _outliers, _timeProvider.GetUtcNow());

    /// <inheritdoc cref="RoutingDbDataSource.ResetStatistics"/>
    public void ResetStatistics()
    {
        _counts.Clear();
        foreach (var pool in _pools.All) pool.ForgetUncounted();
        Plan.Rules.ClearHits();
    }

    /// <inheritdoc cref="RoutingDbDataSource.Name"/>
    public string Name => _metrics.SourceName;

    /// <inheritdoc cref="RoutingDbDataSource.BehindOf"/>
    public TimeSpan? BehindOf(ServerAddress server)
    {
        var topology = Monitor.Current;
        foreach (var pair in topology.Definition.ReplicationHostgroups)
        {
            if (topology.FreshnessOf(pair.WriterHostgroup) is { FetchedAt: > 0 and var newest } && topology.FreshUpTo(pair.WriterHostgroup, server) is > 0 and var upTo)
                return _timeProvider.GetElapsedTime(upTo, newest);
        }

        return null;
    }

    /// <summary>Returns the time since the writer's newest position was asked for; null where none is known.</summary>
    public TimeSpan? EvidenceAge() => Monitor.Current.FreshnessOf(Plan.Configuration.DefaultHostgroup) is { FetchedAt: > 0 and var fetched }
        ? _timeProvider.GetElapsedTime(fetched)
        : null;

    /// <inheritdoc cref="RoutingDbDataSource.Reload"/>
    public void Reload(RoutingOptions options)
    {
        var configuration = RoutingConfiguration.Of(options, Driver.Factory);
        lock (_reloading)
        {
            PutInForce_NeedsLock(configuration, _discovered);
        }

        _plans.LogWarnings(Plan);
        Log.Reloaded();
    }

    /// <inheritdoc cref="RoutingDbDataSource.DrainAsync"/>
    public Task DrainAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        Monitor.SetDrained(server, drained: true);
        return _pools.WhenEmptyAsync(server, cancellationToken);
    }

    /// <summary>Returns a session, once there is a server to talk to; it holds no connection yet.</summary>
    public async ValueTask<RoutingSession> OpenSessionAsync(bool async, CancellationToken cancellationToken)
    {
        var plan = Plan;
        Monitor.Start();
        _inFlight.Start();
        var (timeout, firstAnswer) = OpenTimeout.Of(plan.Configuration);
        await _initialLogin.WaitAsync(async, timeout, firstAnswer, cancellationToken).ConfigureAwait(false);
        if (plan.Configuration.LearnReadOnlyFunctions) _routines.Start();
        if (_markers.Used > 0) _markerCleaner.Start();
        if (plan.Configuration.LearnViewsAndTriggers)
        {
            await _storedCode.ReadFirstAsync(async, cancellationToken).ConfigureAwait(false);
            _storedCode.RefreshIfDue();
            plan = Plan;
        }

        return Sessions.Open(plan);
    }

    /// <summary>Waits for a server that answers, whatever it would say to the application's user.</summary>
    /// <exception cref="RoutingDbException">None did in time.</exception>
    public async ValueTask WaitForAnswerAsync(bool async, CancellationToken cancellationToken)
    {
        Monitor.Start();
        var (timeout, firstAnswer) = OpenTimeout.Of(Plan.Configuration);
        var begun = _timeProvider.GetTimestamp();
        if (await _initialLogin.AnswerAsync(async, timeout, firstAnswer, cancellationToken).ConfigureAwait(false) is null)
            throw NoServer.AtOpen(Monitor.Current, _timeProvider.GetElapsedTime(begun));
    }

    /// <summary>Ends every idle backend connection; those in use end when they are returned.</summary>
    public void ClearPools() => _pools.Retire();

    /// <summary>Ends everything but the monitor, which ends in its own way.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _telemetry.Dispose();
        _fleet.Dispose();
        _poolMetrics.Dispose();
        _routines.Dispose();
        _storedCode.Dispose();
        _markerCleaner.Dispose();
        _clock.Dispose();
        _pools.RetireForGood();
    }

    // What the topology says of it is logged there.
    private void Discover(ImmutableArray<ServerDefinition> servers)
    {
        lock (_reloading)
        {
            PutInForce_NeedsLock(_configured, servers);
        }
    }

    private void PutInForce_NeedsLock(RoutingConfiguration configured, ImmutableArray<ServerDefinition> discovered)
    {
        var former = Plan;
        var configuration = configured.With(discovered);
        var plan = _plans.Create(configuration, FunctionsFor(configuration), StoredCodeFor(configuration), former);
        // What the options do not allow any more has to prove itself anew when they do.
        (_configured, _discovered) = (configured, [.. configuration.Topology.Servers.Where(server => server.IsDiscovered)]);
        Volatile.Write(ref _runner, RunnerOf(plan));
        Monitor.Redefine(configuration.Topology, MonitorStrings(configuration), configuration.Monitor);
        Follow(configuration.Consistency);
        if (!configuration.HasSameConnections(former.Configuration)) _pools.Retire();
        _pools.RetireRemoved();
        _counts.Limit(configuration.Telemetry.MaxStatements, configuration.Topology);
        _outliers.Follow(configuration.Outliers);
        _slowStart.Forget(address => Monitor.Current.Find(address) is null);
    }

    // New knowledge of what is stored on the servers: decisions taken under the former one are forgotten.
    private void Learn()
    {
        lock (_reloading)
        {
            var plan = Plan;
            Volatile.Write(ref _runner, RunnerOf(_plans.Relearned(plan, FunctionsFor(plan.Configuration), StoredCodeFor(plan.Configuration))));
        }
    }

    private void NoteStoredCode(StatementTraits text, string schema)
    {
        if (Plan.Configuration.LearnViewsAndTriggers) _storedCode.Note(text, schema);
    }

    private ClassifierOptions ClassifierNow()
    {
        var plan = Plan;
        return plan.Router.Classifier with { Vocabulary = Sessions.InitialState(plan).Vocabulary };
    }

    private FrozenSet<string> FunctionsFor(RoutingConfiguration configuration) =>
        configuration.LearnReadOnlyFunctions ? _routines.Known : FrozenSet<string>.Empty;

    private StoredCode StoredCodeFor(RoutingConfiguration configuration) =>
        configuration.LearnViewsAndTriggers ? _storedCode.Known : StoredCode.Empty;

    private void Follow(ConsistencyOptions consistency)
    {
        Monitor.Evidence.Interval = TimeSpan.FromMilliseconds(consistency.EvidenceIntervalMs);
        Monitor.Evidence.IsAsked = consistency.Level != ConsistencyLevel.Eventual;
    }

    private static string NameOf(RoutingConfiguration configuration) =>
        ServerConnectionString.FleetOf(new DbConnectionStringBuilder { ConnectionString = configuration.SharedConnectionString });

    private static TokenSettings TokenSettingsOf(RoutingPlan plan) =>
        new(plan.Configuration.Consistency.Fleet, plan.WaitTimeoutFor(commandTimeout: 0), plan.Configuration.DefaultHostgroup);

    private StatementRunner RunnerOf(RoutingPlan plan) =>
        new(plan, Monitor, _timeProvider, Log, _metrics, _counts, _telemetry, _pinned, _markers);

    private Func<ServerDefinition, string> MonitorStrings(RoutingConfiguration configuration) =>
        server => ServerConnectionString.ForMonitor(Driver.Factory, configuration.SharedConnectionString, server, configuration.Monitor);
}
