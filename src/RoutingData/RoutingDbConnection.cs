using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Transactions;
using RoutingData.Backends;
using RoutingData.Sessions;
using IsolationLevel = System.Data.IsolationLevel;

namespace RoutingData;

/// <summary>
/// One connection to a replicated MySQL or MariaDB. Each command goes to the right server: plain reads to a reader, everything else to
/// the writer. Open binds no server; the first command does (D43).
/// </summary>
[DesignerCategory("")]
public sealed class RoutingDbConnection : DbConnection, ICloneable
{
    private RoutingDbDataSource? _source;
    private bool _sharesSource;
    private string _connectionString = "";
    private RoutingSession? _session;
    private ConnectionState _state;

    /// <summary>A connection that needs a <see cref="ConnectionString"/> before it can be opened.</summary>
    public RoutingDbConnection()
    {
    }

    /// <summary>A connection for a connection string; all with an equal one share one monitor and one set of pools.</summary>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    public RoutingDbConnection(string? connectionString) => _connectionString = connectionString ?? "";

    internal RoutingDbConnection(RoutingDbDataSource source)
    {
        _source = source;
        _connectionString = source.ConnectionString;
    }

    /// <summary>The connection string; without its password once the connection has been opened.</summary>
    /// <exception cref="InvalidOperationException">Set while the connection is open.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => _source?.ConnectionString ?? _connectionString;
        set
        {
            if (_state != ConnectionState.Closed)
                throw new InvalidOperationException("The connection string cannot change while the connection is open.");
            _connectionString = value ?? "";
            _source = null;
            _sharesSource = false;
        }
    }

    /// <summary>The database statements run in.</summary>
    public override string Database => _session?.State.Database ?? _source?.DefaultSchema ?? "";

    /// <summary>The servers, as the connection string lists them.</summary>
    public override string DataSource => _source?.ServerList ?? new RoutingDbConnectionStringBuilder(_connectionString).Server;

    /// <summary>The version of the writer, or of any server that answers while there is none. From the topology: asks no server.</summary>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    public override string ServerVersion => Source.ServerVersion ?? "";

    /// <summary>Closed, Connecting, Open, or Broken once the session's state is lost.</summary>
    public override ConnectionState State => _session?.Lost is not null ? ConnectionState.Broken : _state;

    /// <summary>Seconds Open waits for a server that answers (<c>Connection Timeout</c>); 15 by default.</summary>
    public override int ConnectionTimeout => _source?.ConnectionTimeoutSeconds ?? 15;

    /// <summary>Whether <see cref="DbBatch"/> is supported: not yet.</summary>
    public override bool CanCreateBatch => false;

    internal RoutingSession Session => _session ?? throw new InvalidOperationException($"The connection must be open; it is {_state}.");

    internal RoutingDbDataSource Source =>
        _session?.Source ?? throw new InvalidOperationException($"The connection must be open; it is {_state}.");

    internal RoutingDbDataSource? KnownSource => _source;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => RoutingDbProviderFactory.Instance;

    /// <summary>Ends every pool and monitor behind connections that were made from a connection string.</summary>
    public static void ClearAllPools() => DataSourceRegistry.Clear();

    /// <summary>Where a statement would go now, with what this connection's session remembers, and why. Asks no server.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="commandType">How the text is meant; text by default.</param>
    /// <param name="parameterNames">Names of its parameters.</param>
    public RouteDecision Explain(
        string commandText, CommandType commandType = CommandType.Text, IReadOnlyCollection<string>? parameterNames = null)
    {
        ArgumentNullException.ThrowIfNull(commandText);
        var route = Source.Find(commandText, commandType, Database, Session.State.SqlModes, parameterNames);
        return Session.Decide(route.IsHinted ? route : Source.Routes.Hinted(route, RoutingScope.Hint));
    }

    /// <inheritdoc/>
    public override void Open() => SyncResult.Of(OpenAsync(async: false, CancellationToken.None));

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken) => OpenAsync(async: true, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Close() => SyncResult.Of(CloseAsync(async: false));

    /// <inheritdoc/>
    public override Task CloseAsync() => CloseAsync(async: true).AsTask();

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) =>
        SyncResult.Of(Session.UseDatabaseAsync(async: false, databaseName, CancellationToken.None));

    /// <inheritdoc/>
    public override Task ChangeDatabaseAsync(string databaseName, CancellationToken cancellationToken = default) =>
        Session.UseDatabaseAsync(async: true, databaseName, cancellationToken).AsTask();

    /// <summary>A command on this connection.</summary>
    public new RoutingDbCommand CreateCommand() => new(this);

    /// <summary>Begins a transaction on the writer; everything until its end runs there.</summary>
    public new RoutingDbTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Begins a transaction on the writer; everything until its end runs there.</summary>
    /// <param name="isolationLevel">Its isolation level.</param>
    public new RoutingDbTransaction BeginTransaction(IsolationLevel isolationLevel) =>
        SyncResult.Of(RoutingDbTransaction.BeginAsync(async: false, this, isolationLevel, isReadOnly: false, CancellationToken.None));

    /// <summary>
    /// Begins a transaction that only reads, on a reader: a consistent view without load on the writer. A write in it fails with the
    /// server's own error, 1290 on a read-only server and else 1792, and is never moved (MySQL manual, START TRANSACTION READ ONLY).
    /// </summary>
    /// <param name="isolationLevel">Its isolation level.</param>
    public RoutingDbTransaction BeginReadOnlyTransaction(IsolationLevel isolationLevel = IsolationLevel.Unspecified) =>
        SyncResult.Of(RoutingDbTransaction.BeginAsync(async: false, this, isolationLevel, isReadOnly: true, CancellationToken.None));

    /// <inheritdoc cref="BeginReadOnlyTransaction"/>
    /// <param name="isolationLevel">Its isolation level.</param>
    /// <param name="cancellationToken">Ends the wait for a server.</param>
    public ValueTask<RoutingDbTransaction> BeginReadOnlyTransactionAsync(
        IsolationLevel isolationLevel = IsolationLevel.Unspecified, CancellationToken cancellationToken = default) =>
        RoutingDbTransaction.BeginAsync(async: true, this, isolationLevel, isReadOnly: true, cancellationToken);

    /// <summary>A closed connection with the same connection string.</summary>
    public object Clone() => _source is { } source && !_sharesSource
        ? new RoutingDbConnection(source)
        : new RoutingDbConnection(_connectionString) { _source = _source, _sharesSource = _sharesSource };

    /// <summary>Takes part in a transaction: everything until its end runs on the writer.</summary>
    /// <param name="transaction">The transaction, or null for none.</param>
    public override void EnlistTransaction(Transaction? transaction) => SyncResult.Of(Session.EnlistAsync(async: false, transaction));

    /// <inheritdoc/>
    public override DataTable GetSchema() => GetSchema("MetaDataCollections", []);

    /// <inheritdoc/>
    public override DataTable GetSchema(string collectionName) => GetSchema(collectionName, []);

    /// <inheritdoc/>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) =>
        SyncResult.Of(Session.GetSchemaAsync(async: false, collectionName, restrictionValues, CancellationToken.None));

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        GetSchemaAsync("MetaDataCollections", [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(string collectionName, CancellationToken cancellationToken = default) =>
        GetSchemaAsync(collectionName, [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(
        string collectionName, string?[] restrictionValues, CancellationToken cancellationToken = default) =>
        Session.GetSchemaAsync(async: true, collectionName, restrictionValues, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync(async: true).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel);

    /// <inheritdoc/>
    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        await RoutingDbTransaction.BeginAsync(async: true, this, isolationLevel, isReadOnly: false, cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        else _session?.Abandon();
        base.Dispose(disposing);
    }

    /// <summary>Remembers an open reader; with <see cref="CommandBehavior.CloseConnection"/> its end is the connection's.</summary>
    internal void Watch(DbDataReader reader, CommandBehavior behavior, BackendConnection backend)
    {
        Session.Watch(reader);
        if (!behavior.HasFlag(CommandBehavior.CloseConnection)) return;

        // The driver closes its own connection when its reader ends; that is the moment to close this one.
        var session = Session;
        backend.Connection.StateChange += (_, change) =>
        {
            if (change.CurrentState != ConnectionState.Closed || _session != session || backend.IsEnded) return;
            // The reader is ending right now, and MySql.Data's does not bear to be told so again.
            session.Watch(reader: null);
            session.Drop(backend);
            Close();
        };
    }

    private async ValueTask OpenAsync(bool async, CancellationToken cancellationToken)
    {
        if (_state != ConnectionState.Closed) throw new InvalidOperationException($"The connection is already open; it is {_state}.");
        cancellationToken.ThrowIfCancellationRequested();

        var source = FindSource();
        MoveTo(ConnectionState.Connecting);
        try
        {
            _session = await OpenSessionAsync(async, source, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            MoveTo(ConnectionState.Closed);
            DataSourceRegistry.ForgetIfUseless(source);
            throw;
        }

        MoveTo(ConnectionState.Open);
    }

    private async ValueTask<RoutingSession> OpenSessionAsync(bool async, RoutingDbDataSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenSessionAsync(async, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException) when (_sharesSource && source.IsDisposed)
        {
            // Another connection's failed Open ended the shared source between finding it and using it.
            return await FindSource().OpenSessionAsync(async, cancellationToken).ConfigureAwait(false);
        }
    }

    // The source of a connection string may have ended since: by ClearAllPools, or because it never let anybody in.
    private RoutingDbDataSource FindSource()
    {
        if (_source is { } source && !(_sharesSource && source.IsDisposed)) return source;
        _sharesSource = true;
        return _source = DataSourceRegistry.Get(_connectionString);
    }

    private async ValueTask CloseAsync(bool async)
    {
        if (_session is not { } session) return;
        _session = null;
        try
        {
            await session.CloseAsync(async).ConfigureAwait(false);
        }
        finally
        {
            MoveTo(ConnectionState.Closed);
        }
    }

    private void MoveTo(ConnectionState state)
    {
        var before = _state;
        _state = state;
        OnStateChange(new StateChangeEventArgs(before, state));
    }
}
