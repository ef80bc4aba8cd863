using System.Data;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Runtime;
using RoutingData.Sessions;
using RoutingData.Statements;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>
/// A replicated MySQL or MariaDB as one data source: its topology monitor, its pools, its query rules. Make one for the application's
/// life and open connections from it; <see cref="RoutingDbConnection"/>s made from equal connection strings share one.
/// </summary>
public sealed partial class RoutingDbDataSource : DbDataSource
{
    private readonly List<IDisposable> _owned = [];
    private int _disposed;

    /// <summary>Creates a data source for a connection string with a list of servers.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    /// <exception cref="OptionsValidationException">Something in it is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(string connectionString)
        : this(new RoutingOptions { ConnectionString = connectionString })
    {
    }

    /// <summary>Creates a data source for options. Nothing runs before the first connection is opened. <see cref="RoutingDbDataSourceBuilder"/> makes one
    /// that logs.</summary>
    /// <param name="options">The options; later changes to the object have no effect.</param>
    /// <exception cref="OptionsValidationException">Something in them is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(RoutingOptions options)
        : this(
            options ?? throw new ArgumentNullException(nameof(options)), options.GetParts().FindDriver(), NullLoggerFactory.Instance, TimeProvider.System,
            meterFactory: null, Random.Shared)
    {
    }

    internal RoutingDbDataSource(
        RoutingOptions options, MySqlDriver driver, ILoggerFactory loggerFactory, TimeProvider timeProvider, IMeterFactory? meterFactory, Random random) =>
        Runtime = new RoutingRuntime(
            options, driver, async cancellationToken => await OpenConnectionAsync(cancellationToken).ConfigureAwait(false),
            loggerFactory, timeProvider, meterFactory, DataSourceRegistry.Shared.Names, random);

    /// <summary>The connection string with the list of servers; without passwords unless it says
    /// <c>Persist Security Info=true</c>.</summary>
    public override string ConnectionString => Configuration.PublicConnectionString;

    /// <summary>The monitor: which server plays which role now, and an event for every change.</summary>
    public ITopologyMonitor Monitor => Runtime.Monitor;

    /// <summary>What runs behind it.</summary>
    internal RoutingRuntime Runtime { get; }

    internal MySqlDriver Driver => Runtime.Driver;

    internal string ServerList => string.Join(',', Configuration.Topology.Addresses);

    internal string? ServerVersion =>
        (Monitor.Current.WriterOf(Configuration.DefaultHostgroup)?.State
            ?? Monitor.Current.Servers.FirstOrDefault(server => server.Version is not null))?.Version;

    internal bool IsDisposed => Volatile.Read(ref _disposed) != 0 || Runtime.Sessions.HasEnded;

    internal string DefaultSchema => Runtime.Plan.DefaultSchema;

    internal int ConnectionTimeoutSeconds => Configuration.ConnectionTimeoutSeconds;

    internal int? DefaultCommandTimeout => Configuration.DefaultCommandTimeoutSeconds;

    /// <summary>Whether a connection takes part in the transaction around its Open.</summary>
    internal bool AutoEnlists => Configuration.AutoEnlist;

    private RoutingConfiguration Configuration => Runtime.Plan.Configuration;

    /// <summary>Explains where a statement would go, and why: the decision itself, without a server and without a session's state.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="commandType">How the text is meant; text by default.</param>
    /// <param name="parameterNames">Names of its parameters; <c>@name</c> among them is a value, any other <c>@name</c> the
    /// session's variable.</param>
    public RouteDecision Explain(
        string commandText, CommandType commandType = CommandType.Text, IReadOnlyCollection<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(commandText);
        var plan = Runtime.Plan;
        var state = Runtime.Sessions.InitialState(plan);
        return plan.Router.GetRoute(
            commandText, commandType, plan.DefaultSchema, state.SqlModes, new BoundNames(parameterNames), state.Vocabulary).Decision;
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
        Runtime.Reload(options);
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
    public Task DrainAsync(ServerAddress server, CancellationToken cancellationToken = default) =>
        Runtime.DrainAsync(server, cancellationToken);

    /// <summary>Puts a drained server in service again.</summary>
    /// <param name="server">The server.</param>
    /// <exception cref="ArgumentException">No such server is configured.</exception>
    public void Restore(ServerAddress server) => Runtime.Monitor.SetDrained(server, drained: false);

    /// <summary>
    /// Makes the table of markers (<see cref="FailoverOptions.MarkerTable"/>) on the writer, unless it is there. The application's user needs CREATE there,
    /// and later SELECT, INSERT and DELETE. docs/exactly-once.md has the statement for who would rather run it elsewhere.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing says its schema.</exception>
    /// <exception cref="DbException">The server refused it, or there was no writer in time.</exception>
    public void CreateMarkerTable() => SyncResult.Of(CreateMarkerTableAsync(async: false, CancellationToken.None));

    /// <inheritdoc cref="CreateMarkerTable"/>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    public Task CreateMarkerTableAsync(CancellationToken cancellationToken = default) =>
        CreateMarkerTableAsync(async: true, cancellationToken).AsTask();

    /// <summary>Returns a closed connection of this data source.</summary>
    public new RoutingDbConnection CreateConnection() => new(this);

    /// <summary>Returns an open connection of this data source.</summary>
    public new RoutingDbConnection OpenConnection() => (RoutingDbConnection)base.OpenConnection();

    /// <summary>Returns an open connection of this data source.</summary>
    /// <param name="cancellationToken">Ends the wait for a server.</param>
    public new async ValueTask<RoutingDbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) =>
        (RoutingDbConnection)await base.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Opens a session.</summary>
    internal async ValueTask<RoutingSession> OpenSessionAsync(bool async, CancellationToken cancellationToken)
    {
        var sessions = Runtime.Sessions;
        ObjectDisposedException.ThrowIf(_disposed != 0 || !sessions.TryBegin(), this);
        try
        {
            return await Runtime.OpenSessionAsync(async, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            sessions.GiveUp();
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
            Runtime.Log.ReloadRefused(exception.Message);
        }
        catch (Exception exception)
        {
            // Thrown from here it would end up in the code that reloads the configuration: a file watcher cannot handle it.
            Runtime.Log.ReloadFailed(exception);
        }
    }

    /// <summary>Disposes of something with the data source.</summary>
    internal void Own(IDisposable resource) => _owned.Add(resource);

    /// <summary>Ends it if no session is open or being opened; from then on none can be.</summary>
    internal bool TryEnd()
    {
        if (!Runtime.Sessions.TryEnd()) return false;
        Dispose();
        return true;
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => CreateConnection();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && TryDispose()) Runtime.Monitor.Stop();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        if (TryDispose()) await Runtime.Monitor.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private async ValueTask CreateMarkerTableAsync(bool async, CancellationToken cancellationToken)
    {
        var table = Configuration.MarkerTable ?? throw new InvalidOperationException(
            "Nothing says the schema of the table of markers: name it in Failover:MarkerTable, or set a default schema.");
        var connection = CreateConnection();
        var command = new RoutingDbCommand(table.Create, connection);
        if (async)
        {
            await using (connection.ConfigureAwait(false))
            await using (command.ConfigureAwait(false))
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        else
        {
            using (connection)
            using (command)
            {
                connection.Open();
                command.ExecuteNonQuery();
            }
        }
    }

    private bool TryDispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return false;
        foreach (var resource in _owned) resource.Dispose();
        Runtime.Dispose();
        return true;
    }
}
