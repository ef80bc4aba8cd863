using System.Data;
using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Runtime;
using RoutingData.Sessions;
using RoutingData.Statements;

namespace RoutingData;

/// <summary>
/// A replicated MySQL or MariaDB as one data source: its topology monitor, its pools, its query rules. Make one for the application's
/// life and open connections from it; <see cref="RoutingDbConnection"/>s made from equal connection strings share one.
/// </summary>
public sealed partial class RoutingDbDataSource : DbDataSource
{
    private readonly List<IDisposable> _owned = [];
    private int _disposed;

    /// <summary>A data source for a connection string with a list of servers.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    /// <exception cref="OptionsValidationException">Something in it is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(string connectionString)
        : this(new RoutingOptions { ConnectionString = connectionString })
    {
    }

    /// <summary>A data source for options. Nothing runs before the first connection is opened. <see cref="RoutingDbDataSourceBuilder"/> makes one
    /// that logs.</summary>
    /// <param name="options">The options; later changes to the object have no effect.</param>
    /// <exception cref="OptionsValidationException">Something in them is wrong; all faults are listed.</exception>
    /// <exception cref="InvalidOperationException">The application carries no MySQL driver.</exception>
    public RoutingDbDataSource(RoutingOptions options)
        : this(
            options ?? throw new ArgumentNullException(nameof(options)), options.FindDriver(), NullLoggerFactory.Instance, TimeProvider.System,
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

    /// <summary>Who plays which role right now, and how to be told when it changes.</summary>
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

    /// <summary>Where a statement would go, and why: the decision itself, without a server and without a session's state.</summary>
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
            return new RoutingDbDataSourceBuilder(connectionString).UseLoggerFactory(loggerFactory ?? NullLoggerFactory.Instance).Build();
        }
        catch (OptionsValidationException exception)
        {
            throw new ArgumentException(exception.Message, nameof(connectionString), exception);
        }
    }

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

    /// <summary>Aims a connection string of the driver at the writer, with this data source's user where it names none.</summary>
    /// <exception cref="RoutingDbException">There is no server, or no writer, in time.</exception>
    internal async ValueTask<string> AimAtWriterAsync(bool async, string connectionString, CancellationToken cancellationToken) =>
        ServerConnectionString.AimAt(
            await WriterAsync(async, cancellationToken).ConfigureAwait(false), Driver.Factory, connectionString, Configuration.SharedConnectionString);

    /// <summary>A connection of the driver to the writer, as the application's user and to no database; not pooled.</summary>
    /// <exception cref="RoutingDbException">There is no server, or no writer, in time.</exception>
    internal async ValueTask<DbConnection> OpenWithoutDatabaseAsync(bool async, CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(async, cancellationToken).ConfigureAwait(false);
        var connection = Driver.Factory.CreateConnection()!;
        try
        {
            connection.ConnectionString = ServerConnectionString.WithoutDatabase(writer, Driver.Factory, Configuration.SharedConnectionString);
            if (async) await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            else connection.Open();
            return connection;
        }
        catch
        {
            if (async) await connection.DisposeAsync().ConfigureAwait(false);
            else connection.Dispose();
            throw;
        }
    }

    private async ValueTask<ServerAddress> WriterAsync(bool async, CancellationToken cancellationToken)
    {
        var configuration = Configuration;
        var timeout = OpenTimeout.Of(configuration.ConnectionTimeoutSeconds);
        await Runtime.WaitForAnswerAsync(async, cancellationToken).ConfigureAwait(false);
        var topology = await Runtime.Monitor.WaitAsync(async, HasWriter, timeout, cancellationToken).ConfigureAwait(false);
        return topology?.WriterOf(configuration.DefaultHostgroup)?.Address
            ?? throw NoServer.InTime(Runtime.Monitor.Current, configuration.DefaultHostgroup, timeout);

        bool HasWriter(TopologySnapshot topology) => topology.WriterOf(configuration.DefaultHostgroup) is not null;
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

    private bool TryDispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return false;
        foreach (var resource in _owned) resource.Dispose();
        Runtime.Dispose();
        return true;
    }
}
