using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using RoutingData.Configuration;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>
/// One connection to a replicated MySQL or MariaDB. Each command goes to the right server: plain reads to a reader, everything else to
/// the writer. Open binds no server; the first command does.
/// </summary>
[DesignerCategory("")]
public sealed partial class RoutingDbConnection : DbConnection, ICloneable, ISessionOwner
{
    // Seconds; both drivers' own.
    private const int DriversDefaultTimeout = 30;

    private RoutingDbDataSource? _source;
    private bool _sharesSource;
    private string _connectionString = "";
    private RoutingSession? _session;
    // A ServerAddress, which the pool keeps as an object.
    private object? _lastServer;
    private SeldomState? _seldom;
    // By the clock of the data source: what it has written and seen had been answered by then.
    private long _mark;
    // Its own last write; 0 before there was one, and -1 once a failover may have lost one.
    private long _writtenAt;
    private ScopeNews? _news;
    private ConnectionState _state;
    private bool _hasBeenOpened;
    private volatile bool _isDisposed;
    private bool _isLastServerFresh;

    /// <summary>Creates a connection that needs a <see cref="ConnectionString"/> before it can be opened.</summary>
    public RoutingDbConnection()
    {
    }

    /// <summary>Creates a connection for a connection string; all with an equal one share one monitor and one set of pools.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    public RoutingDbConnection(string? connectionString) => _connectionString = connectionString ?? "";

    internal RoutingDbConnection(RoutingDbDataSource source) => _source = source;

    internal RoutingDbConnection(string? connectionString, DataSourceRegistry registry)
        : this(connectionString)
    {
        if (registry != DataSourceRegistry.Shared) _seldom = new SeldomState { Registry = registry };
    }

    /// <summary>
    /// The connection string; without its passwords once the connection has been opened or when a data source made it, unless it says
    /// <c>Persist Security Info=true</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set while the connection is open.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get
        {
            if (_source is { } source && !_sharesSource) return source.ConnectionString;
            return _hasBeenOpened ? Keywords.Shown() : _connectionString;
        }
        set
        {
            if (_state != ConnectionState.Closed)
                throw new InvalidOperationException("The connection string cannot change while the connection is open.");
            _connectionString = value ?? "";
            _source = null;
            _sharesSource = false;
            _hasBeenOpened = false;
        }
    }

    /// <summary>The database statements run in.</summary>
    public override string Database => _session?.State.Database ?? _source?.DefaultSchema ?? Keywords.Database ?? "";

    /// <summary>The servers, as the connection string lists them.</summary>
    public override string DataSource => _source?.ServerList ?? new RoutingDbConnectionStringBuilder(_connectionString).Server;

    /// <summary>The version of the writer, or of any server that answers while there is none. From the topology: asks no server.</summary>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    public override string ServerVersion => _session is null ? throw NotOpen() : _source!.ServerVersion ?? "";

    /// <summary>
    /// The server that the last statement was sent to, for logs and for the curious; null before the first one. It stays after Close, which
    /// data libraries call by themselves.
    /// </summary>
    public ServerAddress? LastServer => _session?.LastServer ?? (ServerAddress?)_lastServer;

    /// <summary>Closed, Connecting, Open, or Broken once the session's state is lost.</summary>
    public override ConnectionState State => _session?.Lost is not null ? ConnectionState.Broken : _state;

    /// <summary>Seconds Open waits for a server that answers (<c>Connection Timeout</c>); 15 by default, 0 for no limit.</summary>
    public override int ConnectionTimeout => _source?.ConnectionTimeoutSeconds ?? Keywords.ConnectionTimeout;

    /// <summary>Whether the driver has <see cref="DbBatch"/>: MySqlConnector does, MySql.Data does not.</summary>
    public override bool CanCreateBatch => Driver.Factory.CanCreateBatch;

    private DataSourceRegistry Registry => _seldom?.Registry ?? DataSourceRegistry.Shared;

    internal RoutingSession Session => _session ?? throw NotOpen();

    /// <summary>Runs statements under the plan in force: read once, where a statement begins.</summary>
    internal StatementRunner Runner => _session is null ? throw NotOpen() : _source!.Runtime.Runner;

    internal RoutingDbDataSource? KnownSource => _source;

    /// <summary>Its data source; made now for a connection string that no connection has been opened with.</summary>
    internal RoutingDbDataSource Source => FindSource();

    /// <summary>Seconds a command may take when it does not say.</summary>
    internal int DefaultCommandTimeout =>
        (_source is { } source ? source.DefaultCommandTimeout : Keywords.DefaultCommandTimeout) ?? DriversDefaultTimeout;

    /// <summary>The driver of the data source, or the one that is found while there is none.</summary>
    internal MySqlDriver Driver => _source?.Driver ?? MySqlDriver.Find();

    /// <summary>Whether a reader is open, so that its connection is busy.</summary>
    internal bool IsReading => _session is { IsReading: true };

    private DriverKeywords Keywords => new(_connectionString);

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => RoutingDbProviderFactory.Instance;

    /// <summary>Ends every pool and monitor behind connections that were made from a connection string.</summary>
    public static void ClearAllPools() => DataSourceRegistry.Shared.Clear();

    /// <summary>
    /// Has the routers and monitors behind connections that are made from connection strings log; by default they log nowhere. Call it
    /// once at the start: what is watched already goes on as it is.
    /// </summary>
    /// <param name="loggerFactory">Makes the loggers.</param>
    public static void LogTo(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        DataSourceRegistry.Shared.LoggerFactory = loggerFactory;
    }

    /// <summary>Explains where a statement would go now, with what this connection's session remembers, and why. Asks no server.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="commandType">How the text is meant; text by default.</param>
    /// <param name="parameterNames">Names of its parameters.</param>
    public RouteDecision Explain(
        string commandText, CommandType commandType = CommandType.Text, IReadOnlyCollection<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(commandText);
        var (plan, session) = (Runner.Plan, Session);
        var route = plan.Router.GetRoute(
            commandText, commandType, session.DatabaseIn(plan), session.State.SqlModes, new BoundNames(parameterNames), session.State.Vocabulary);
        route = plan.Router.ApplyHint(route, RoutingScope.Hint);
        var decision = session.Routing.Decide(plan, route);
        return MarkerCoverage.Explain(plan, session, route, Runner.Markers) is { } marker ? decision with { Reason = $"{decision.Reason}; {marker}" } : decision;
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) =>
        SyncResult.Of(SessionOperations.UseDatabaseAsync(async: false, Runner, Session, databaseName, CancellationToken.None));

    /// <inheritdoc/>
    public override Task ChangeDatabaseAsync(string databaseName, CancellationToken cancellationToken = default) =>
        SessionOperations.UseDatabaseAsync(async: true, Runner, Session, databaseName, cancellationToken).AsTask();

    /// <summary>Returns a command on this connection.</summary>
    public new RoutingDbCommand CreateCommand() => new(this);

    /// <summary>Returns a batch on this connection.</summary>
    /// <exception cref="NotSupportedException">The driver has no batches: see <see cref="CanCreateBatch"/>.</exception>
    public new RoutingDbBatch CreateBatch() => new(this);

    /// <summary>
    /// Returns the driver's own connection to the writer, or the one that an open transaction runs on, for what only the driver can do
    /// (<c>new MySqlBulkCopy(connection.GetDriverConnection&lt;MySqlConnection&gt;())</c>). The session stays on it until Close, for
    /// the router does not know what is done with it; do not close it.
    /// </summary>
    /// <typeparam name="T">The driver's type of connection, or <see cref="DbConnection"/>.</typeparam>
    /// <exception cref="InvalidCastException">The driver's connections are of another type; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    /// <exception cref="RoutingDbException">There was no writer in time.</exception>
    public T GetDriverConnection<T>()
        where T : DbConnection =>
        SyncResult.Of(SessionOperations.GetDriverConnectionAsync<T>(async: false, Runner, Session, CancellationToken.None));

    /// <inheritdoc cref="GetDriverConnection{T}"/>
    /// <param name="cancellationToken">Ends the wait for a writer.</param>
    public ValueTask<T> GetDriverConnectionAsync<T>(CancellationToken cancellationToken = default)
        where T : DbConnection =>
        SessionOperations.GetDriverConnectionAsync<T>(async: true, Runner, Session, cancellationToken);

    /// <summary>Returns a closed connection with the same connection string.</summary>
    public object Clone() => _source is { } source && !_sharesSource
        ? new RoutingDbConnection(source)
        : new RoutingDbConnection(_connectionString, Registry)
        {
            _source = _source,
            _sharesSource = _sharesSource,
            _hasBeenOpened = _hasBeenOpened,
        };

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => CreateBatch();

    private InvalidOperationException NotOpen() => _isDisposed
        ? new ObjectDisposedException(nameof(RoutingDbConnection))
        : new InvalidOperationException($"The connection must be open; it is {_state}.");
}
