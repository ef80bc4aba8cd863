using System.Collections.Frozen;
using System.Data;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Backends;
using RoutingData.Configuration;
using RoutingData.Diagnostics;
using RoutingData.Failover;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Statements;

namespace RoutingData;

/// <summary>
/// A replicated MySQL or MariaDB as one data source: its topology monitor, its pools, its query rules. Make one for the application's
/// life and open connections from it; <see cref="RoutingDbConnection"/>s made from equal connection strings share one.
/// </summary>
public sealed class RoutingDbDataSource : DbDataSource
{
    private readonly BackendPools _pools;
    private readonly SlowStart _slowStart;
    private readonly RoutingPlanFactory _plans;
    private readonly FirstContact _firstContact;
    private readonly FirstStates _firstStates = new();
    private readonly InFlightClock _clock;
    private readonly InFlightWatch _inFlight;
    private readonly RoutineCatalog _routines;
    private readonly RoutingLog _log;
    private readonly RoutingMetrics _metrics;
    private readonly Lock _reloading = new();
    private readonly List<IDisposable> _owned = [];
    private RoutingPlan _plan;
    // Above zero: so many have it open or are opening it. Below: it has ended for want of them.
    private int _users;
    private bool _used;
    private int _sessions;
    private int _disposed;

    /// <summary>A data source for a connection string with a list of servers.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    /// <exception cref="OptionsValidationException">Something in it is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(string connectionString)
        : this(new RoutingOptions { ConnectionString = connectionString })
    {
    }

    /// <summary>A data source for options. Nothing runs before the first connection is opened.</summary>
    /// <param name="options">The options; later changes to the object have no effect.</param>
    /// <param name="loggerFactory">Where the router and its monitor log; nowhere by default.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <param name="meterFactory">Makes the meter; one of the data source's own by default.</param>
    /// <param name="random">Chooses among readers and jitters intervals; <see cref="Random.Shared"/> by default. One of your own makes a simulation
    /// repeatable; it must bear as many threads as use the data source.</param>
    /// <exception cref="OptionsValidationException">Something in them is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(
        RoutingOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null, IMeterFactory? meterFactory = null,
        Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        loggerFactory ??= NullLoggerFactory.Instance;
        TimeProvider = timeProvider ?? TimeProvider.System;
        Driver = options.FindDriver();
        var configuration = RoutingConfiguration.Of(options, Driver.Factory);
        random ??= Random.Shared;
        _log = new RoutingLog(loggerFactory.CreateLogger("RoutingData.Routing"));

        Monitor = new TopologyMonitor(
            configuration.Topology, MonitorStrings(configuration), Driver, configuration.Monitor, TimeProvider,
            loggerFactory.CreateLogger("RoutingData.Monitor"), random);
        Monitor.EvidenceInterval = TimeSpan.FromMilliseconds(configuration.Consistency.EvidenceIntervalMs);
        _clock = new InFlightClock(Monitor.Clock);
        _pools = new BackendPools(
            address => new ServerPoolFactory(Plan.Configuration, Driver, TimeProvider, _clock, random).Create(address),
            address => Monitor.Current.Find(address) is not null);
        Monitor.Following += _pools.Follow;
        _metrics = new RoutingMetrics(
            meterFactory, () => Connector.Waiting, () => Volatile.Read(ref _sessions), () => Monitor.EvidenceAsked, EvidenceAge);
        Monitor.Changed += _metrics.Changed;

        _slowStart = new SlowStart(TimeProvider);
        Monitor.Following += (change, _) => _slowStart.Follow(change);
        _plans = new RoutingPlanFactory(Monitor, _pools, _slowStart, TimeProvider, random, _log, _metrics);
        _plan = _plans.Create(configuration, FrozenSet<string>.Empty);
        _plans.TellOf(_plan);
        _inFlight = new InFlightWatch(_pools, Monitor, _clock);
        _firstContact = new FirstContact(Monitor, _pools, TimeProvider, _log);
        _routines = new RoutineCatalog(this, TimeProvider, _log);
    }

    /// <summary>The connection string with the list of servers; without passwords unless it says
    /// <c>Persist Security Info=true</c>.</summary>
    public override string ConnectionString => Configuration.PublicConnectionString;

    /// <summary>Who plays which role right now, and how to be told when it changes.</summary>
    public TopologyMonitor Monitor { get; }

    internal MySqlDriver Driver { get; }

    /// <summary>Who waits for a connection now.</summary>
    internal Waits Waits { get; } = new();

    internal ConsistencyOptions Consistency => Configuration.Consistency;

    internal RoutingMetrics Metrics => _metrics;

    internal BackendConnector Connector => Plan.Connector;

    internal StatementRunner Runner => Plan.Runner;

    internal Router Routes => Plan.Router;

    /// <summary>The state of a session that has run nothing.</summary>
    internal SessionState FirstState => _firstStates.For(Monitor.Current, Configuration.DefaultHostgroup);

    private RoutingPlan Plan => Volatile.Read(ref _plan);

    private RoutingConfiguration Configuration => Plan.Configuration;

    internal string ServerList => string.Join(',', Configuration.Topology.Addresses);

    internal string? ServerVersion =>
        (Monitor.Current.WriterOf(Configuration.DefaultHostgroup)?.State
            ?? Monitor.Current.Servers.FirstOrDefault(server => server.Version is not null))?.Version;

    /// <summary>Whether no server has ever let it in, and nobody is trying to get in.</summary>
    internal bool IsUseless => Volatile.Read(ref _users) == 0 && !_firstContact.HasLoggedIn;

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0 || Volatile.Read(ref _users) < 0;

    internal TimeProvider TimeProvider { get; }

    internal int DefaultQueryDelayMs => Configuration.DefaultQueryDelayMs;

    internal string DefaultSchema => Configuration.DefaultSchema ?? "";

    internal int ConnectionTimeoutSeconds => Configuration.ConnectionTimeoutSeconds;

    internal int? DefaultCommandTimeout => Configuration.DefaultCommandTimeoutSeconds;

    /// <summary>Where a statement would go, and why: the decision itself, without a server and without a session's state.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="commandType">How the text is meant; text by default.</param>
    /// <param name="parameterNames">Names of its parameters; <c>@name</c> among them is a value, any other <c>@name</c> the
    /// session's variable.</param>
    public RouteDecision Explain(
        string commandText, CommandType commandType = CommandType.Text, IReadOnlyCollection<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(commandText);
        var state = FirstState;
        return Routes.Find(
            commandText, commandType, DefaultSchema, state.SqlModes, new BoundNames(parameterNames), state.Vocabulary).Decision;
    }

    /// <summary>
    /// Puts new options in force, all at once: rules, servers, intervals, limits (<c>LOAD MYSQL ... TO RUNTIME</c>). Statements that run
    /// now end under the former ones. What is known of servers that stay is kept.
    /// </summary>
    /// <param name="options">The options; the driver cannot change.</param>
    /// <exception cref="OptionsValidationException">Something in them is wrong; the former ones stay in force.</exception>
    public void Reload(RoutingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var configuration = RoutingConfiguration.Of(options, Driver.Factory);
        RoutingPlan plan;
        lock (_reloading)
        {
            var former = Configuration;
            plan = _plans.Create(configuration, configuration.LearnReadOnlyFunctions ? _routines.Known : FrozenSet<string>.Empty);
            Volatile.Write(ref _plan, plan);
            Monitor.Redefine(configuration.Topology, MonitorStrings(configuration), configuration.Monitor);
            Monitor.EvidenceInterval = TimeSpan.FromMilliseconds(configuration.Consistency.EvidenceIntervalMs);
            if (!configuration.HasSameConnections(former)) _pools.Retire();
            _pools.RetireRemoved();
            _slowStart.Forget(address => Monitor.Current.Find(address) is null);
        }

        _plans.TellOf(plan);
        _log.Reloaded();
    }

    /// <summary>
    /// Takes a server out of service for planned maintenance (ProxySQL's OFFLINE_SOFT at run time). From now on nothing new goes there: reads
    /// go to other servers, and while it is the writer, writes wait for another one, so that a switchover meets no transaction half done.
    /// It stays drained over reloads and role changes until <see cref="Restore"/>.
    /// </summary>
    /// <param name="server">The server, as in <c>Monitor.Current.Servers</c>.</param>
    /// <param name="cancellationToken">Ends the wait; the server stays drained.</param>
    /// <returns>
    /// A task that ends when no session has a connection there any more. A session gives its own back at the end of its transaction or pin,
    /// with its next statement or with Close, whichever comes first.
    /// </returns>
    /// <exception cref="ArgumentException">No such server is configured.</exception>
    public Task DrainAsync(ServerAddress server, CancellationToken cancellationToken = default)
    {
        Monitor.SetDrained(server, drained: true);
        return _pools.WhenEmptyAsync(server, cancellationToken);
    }

    /// <summary>Puts a drained server in service again.</summary>
    /// <param name="server">The server.</param>
    /// <exception cref="ArgumentException">No such server is configured.</exception>
    public void Restore(ServerAddress server) => Monitor.SetDrained(server, drained: false);

    /// <summary>A closed connection of this data source.</summary>
    public new RoutingDbConnection CreateConnection() => new(this);

    /// <summary>An open connection of this data source.</summary>
    public new RoutingDbConnection OpenConnection() => (RoutingDbConnection)base.OpenConnection();

    /// <summary>An open connection of this data source.</summary>
    /// <param name="cancellationToken">Ends the wait for a server.</param>
    public new async ValueTask<RoutingDbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        (RoutingDbConnection)await base.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A data source for a connection string, with ADO.NET's own exceptions.</summary>
    /// <exception cref="ArgumentException">Something in it is wrong; all faults are listed.</exception>
    internal static RoutingDbDataSource Of(string connectionString, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        try
        {
            return new RoutingDbDataSource(new RoutingOptions { ConnectionString = connectionString }, loggerFactory);
        }
        catch (OptionsValidationException exception)
        {
            throw new ArgumentException(exception.Message, nameof(connectionString), exception);
        }
    }

    /// <summary>Logs what a rule's author asked to be logged.</summary>
    internal void TellOf(Route route)
    {
        if (route.Rules.Log == true) _log.RuleMatched(route.Rules.RuleId, route.Decision.Hostgroup, route.Decision.Reason);
        if (route.Rules.TimedOutRuleId is { } late) _log.RuleTimedOut(late);
    }

    /// <summary>Logs what a handler of the application's threw where nobody else could be told.</summary>
    internal void TellOfHandler(Exception exception) => _log.HandlerFailed(exception);

    /// <summary>A session, once there is a server to talk to; it holds no connection yet (D43).</summary>
    internal async ValueTask<RoutingSession> OpenSessionAsync(bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0 || Interlocked.Increment(ref _users) < 0, this);
        if (!_used) Volatile.Write(ref _used, true);
        try
        {
            Monitor.Start();
            _inFlight.Start();
            await _firstContact.WaitAsync(async, OpenPatience.Of(ConnectionTimeoutSeconds), cancellationToken).ConfigureAwait(false);
            if (Configuration.LearnReadOnlyFunctions) _routines.Start();
            TakeSession();
            return new RoutingSession(this, FirstState);
        }
        catch (Exception exception)
        {
            Interlocked.Decrement(ref _users);
            // What is said of the servers then is not true.
            ObjectDisposedException.ThrowIf(_disposed != 0 && exception is not OperationCanceledException, this);
            throw;
        }
    }

    /// <summary>Puts changed options in force, or says in the log why not.</summary>
    internal void TryReload(Func<RoutingOptions> read)
    {
        try
        {
            Reload(read());
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            _log.ReloadRefused(exception.Message);
        }
        catch (Exception exception)
        {
            // Thrown from here it would end up with whoever reloads the configuration: a file watcher has nobody to tell.
            _log.ReloadFailed(exception);
        }
    }

    /// <summary>Disposes of something with the data source.</summary>
    internal void Own(IDisposable resource) => _owned.Add(resource);

    /// <summary>New knowledge of the servers' functions: decisions taken under the former one are forgotten.</summary>
    internal void Learn(FrozenSet<string> functions)
    {
        lock (_reloading)
        {
            if (Configuration.LearnReadOnlyFunctions) Volatile.Write(ref _plan, _plans.Create(Configuration, functions));
        }
    }

    /// <summary>What closed sessions left in transactions from outside that go on.</summary>
    internal ScopeBeliefs Scopes { get; } = new();

    /// <summary>Whether a connection takes part in the transaction around its Open.</summary>
    internal bool AutoEnlists => Configuration.AutoEnlist;

    /// <summary>Ends it if nobody has it open or is opening it; from then on nobody can.</summary>
    internal bool TryEnd()
    {
        if (Interlocked.CompareExchange(ref _users, int.MinValue, 0) != 0) return false;
        Dispose();
        return true;
    }

    /// <summary>Whether anybody has had it open, or was opening it, since this was asked last.</summary>
    internal bool WasUsed() => Interlocked.Exchange(ref _used, false) || Volatile.Read(ref _users) > 0;

    /// <summary>Ends every idle backend connection; those in use end when they are returned.</summary>
    internal void ClearPools() => _pools.Retire();

    /// <summary>A session has been closed.</summary>
    internal void ReleaseSession()
    {
        Interlocked.Decrement(ref _sessions);
        Interlocked.Decrement(ref _users);
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => CreateConnection();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && TryDispose()) Monitor.Stop();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        if (TryDispose()) await Monitor.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private Func<ServerDefinition, string> MonitorStrings(RoutingConfiguration configuration) =>
        server => ServerConnectionString.ForMonitor(Driver.Factory, configuration.SharedConnectionString, server, configuration.Monitor);

    // Since the writer's newest position was asked for; null where none is known.
    private TimeSpan? EvidenceAge()
    {
        var (topology, hostgroup) = (Monitor.Current, Configuration.DefaultHostgroup);
        if (topology.FreshnessOf(hostgroup) is not { FetchedAt: > 0 and var fetched }) return null;
        return TimeProvider.GetElapsedTime(fetched);
    }

    private void TakeSession()
    {
        var most = Configuration.Pool.MaxConnections;
        if (Interlocked.Increment(ref _sessions) <= most || most == 0) return;
        Interlocked.Decrement(ref _sessions);
        throw new RoutingDbException(
            $"{most} connections are open already (Pool:MaxConnections). Close connections sooner, or raise the limit.",
            StatementOutcome.NotExecuted, isTransient: true);
    }

    private bool TryDispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return false;
        foreach (var resource in _owned) resource.Dispose();
        _metrics.Dispose();
        _routines.Dispose();
        _clock.Dispose();
        _pools.End();
        return true;
    }
}
