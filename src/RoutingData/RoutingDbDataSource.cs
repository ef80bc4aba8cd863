using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Backends;
using RoutingData.Configuration;
using RoutingData.Diagnostics;
using RoutingData.Failover;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Sessions;
using RoutingData.Statements;

namespace RoutingData;

/// <summary>
/// A replicated MySQL or MariaDB as one data source: its topology monitor, its pools, its query rules. Make one for the application's
/// life and open connections from it; <see cref="RoutingDbConnection"/>s made from equal connection strings share one.
/// </summary>
public sealed class RoutingDbDataSource : DbDataSource
{
    private readonly RoutingConfiguration _configuration;
    private readonly BackendPools _pools;
    private readonly FirstContact _firstContact;
    private readonly InFlightWatch _inFlight;
    private readonly RoutingLog _log;
    private int _opening;
    private int _sessions;
    private int _disposed;

    /// <summary>A data source for a connection string with a list of servers.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Something in it is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(string connectionString)
        : this(new RoutingOptions { ConnectionString = connectionString })
    {
    }

    /// <summary>A data source for options. Nothing runs before the first connection is opened.</summary>
    /// <param name="options">The options; later changes to the object have no effect.</param>
    /// <param name="loggerFactory">Where the router and its monitor log; nowhere by default.</param>
    /// <param name="timeProvider">The clock; the system's by default.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Something in them is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(RoutingOptions options, ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        loggerFactory ??= NullLoggerFactory.Instance;
        timeProvider ??= TimeProvider.System;
        TimeProvider = timeProvider;
        Driver = options.FindDriver();
        _configuration = RoutingConfiguration.Of(options, Driver.Factory);
        var random = Random.Shared;
        _log = new RoutingLog(loggerFactory.CreateLogger("RoutingData.Routing"));

        Monitor = new TopologyMonitor(
            _configuration.Topology,
            server => ServerConnectionString.ForMonitor(Driver.Factory, _configuration.SharedConnectionString, server, _configuration.Monitor),
            Driver, _configuration.Monitor, timeProvider, loggerFactory.CreateLogger("RoutingData.Monitor"), random);
        _pools = new BackendPools(new ServerPoolFactory(_configuration, Driver, timeProvider).Create);
        Monitor.Changed += change => _pools.Follow(change, Monitor.Current);

        Connector = new BackendConnector(
            Monitor, _pools, _configuration.Failover, ConnectRetry.Build(_configuration.Failover, timeProvider, random), random, _log);
        _inFlight = new InFlightWatch(_pools, Monitor, timeProvider);
        Runner = new StatementRunner(Monitor, _configuration.Failover, timeProvider, _log);
        _firstContact = new FirstContact(Monitor, _pools, timeProvider);

        var rules = new QueryRuleSet(_configuration.QueryRules, StatementDigest.Of);
        var policy = new RoutePolicy(_configuration.DefaultHostgroup, _configuration.Topology.ReplicationHostgroups);
        var classifier = ClassifierOptions.Default with { ReadOnlyFunctions = _configuration.ReadOnlyFunctions };
        Routes = new Router(policy, rules, classifier, _configuration.Username);
        if (!_configuration.HasOwnRules) return;
        foreach (var warning in RuleWarnings.Of(rules, _configuration.ReaderHostgroups)) _log.RuleWarning(warning.ToString());
    }

    /// <summary>The connection string with the list of servers, without the password.</summary>
    public override string ConnectionString => _configuration.PublicConnectionString;

    /// <summary>Who plays which role right now, and how to be told when it changes.</summary>
    public TopologyMonitor Monitor { get; }

    internal MySqlDriver Driver { get; }

    internal BackendConnector Connector { get; }

    internal StatementRunner Runner { get; }

    internal Router Routes { get; }

    internal string ServerList => string.Join(',', _configuration.Topology.Addresses);

    internal string? ServerVersion =>
        (Monitor.Current.WriterOf(_configuration.DefaultHostgroup)?.State ?? Monitor.Current.Servers.FirstOrDefault(server => server.Version is not null))?.Version;

    /// <summary>Whether it has never reached a server, and nobody is trying to.</summary>
    internal bool IsUseless => Volatile.Read(ref _opening) == 0 && Monitor.Current.Servers.All(server => server.Version is null);

    internal TimeProvider TimeProvider { get; }

    internal int DefaultQueryDelayMs => _configuration.DefaultQueryDelayMs;

    internal string DefaultSchema => _configuration.DefaultSchema ?? "";

    internal int ConnectionTimeoutSeconds => _configuration.ConnectionTimeoutSeconds;

    internal int? DefaultCommandTimeout =>
        _configuration.DefaultCommandTimeoutSeconds ?? (_configuration.DefaultQueryTimeoutMs > 0 ? (_configuration.DefaultQueryTimeoutMs + 999) / 1000 : null);

    /// <summary>Where a statement would go, and why: the decision itself, without a server and without a session's state.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="commandType">How the text is meant; text by default.</param>
    /// <param name="parameterNames">Names of its parameters; <c>@name</c> among them is a value, any other <c>@name</c> the session's variable.</param>
    public RouteDecision Explain(
        string commandText, CommandType commandType = CommandType.Text, IReadOnlyCollection<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(commandText);
        return Find(commandText, commandType, DefaultSchema, parameterNames).Decision;
    }

    /// <summary>A closed connection of this data source.</summary>
    public new RoutingDbConnection CreateConnection() => new(this);

    /// <summary>An open connection of this data source.</summary>
    public new RoutingDbConnection OpenConnection() => (RoutingDbConnection)base.OpenConnection();

    /// <summary>An open connection of this data source.</summary>
    /// <param name="cancellationToken">Ends the wait for a server.</param>
    public new async ValueTask<RoutingDbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        (RoutingDbConnection)await base.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    internal Route Find(string text, CommandType type, string? schema, IReadOnlyCollection<string>? parameterNames) =>
        Routes.Find(text, type, schema, parameterNames);

    /// <summary>Logs what a rule's author asked to be logged.</summary>
    internal void TellOf(Route route)
    {
        if (route.Rules.Log == true) _log.RuleMatched(route.Rules.RuleId, route.Decision.Hostgroup, route.Decision.Reason);
        if (route.Rules.TimedOutRuleId is { } late) _log.RuleTimedOut(late);
    }

    /// <summary>A session, once there is a server to talk to; it holds no connection yet (D43).</summary>
    internal async ValueTask<RoutingSession> OpenSessionAsync(bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        Monitor.Start();
        _inFlight.Start();
        Interlocked.Increment(ref _opening);
        try
        {
            await _firstContact.WaitAsync(async, TimeSpan.FromSeconds(ConnectionTimeoutSeconds), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _opening);
        }

        // A server whose default is autocommit=0 has every statement in a transaction from the start (D01).
        TakeSession();
        var autocommit = Monitor.Current.WriterOf(_configuration.DefaultHostgroup)?.State.Autocommit ?? true;
        return new RoutingSession(this, SessionState.Initial with { AutocommitOff = !autocommit });
    }

    /// <summary>A session has been closed.</summary>
    internal void ReleaseSession() => Interlocked.Decrement(ref _sessions);

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

    private void TakeSession()
    {
        var most = _configuration.Pool.MaxConnections;
        if (Interlocked.Increment(ref _sessions) <= most || most == 0) return;
        ReleaseSession();
        throw new RoutingDbException(
            $"{most} connections are open already (Pool:MaxConnections). Close connections sooner, or raise the limit.",
            StatementOutcome.NotExecuted, isTransient: true);
    }

    private bool TryDispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return false;
        _inFlight.Dispose();
        _pools.Retire();
        return true;
    }
}
