using System.Data;
using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>
/// Several statements in one round trip, on one connection: the one that the strictest of them needs. Its commands are the driver's own, as
/// parameters are; only a driver that has batches can run one (<see cref="RoutingDbConnection.CanCreateBatch"/>).
/// </summary>
public sealed class RoutingDbBatch : DbBatch, IRoutedBatch
{
    private readonly DbBatch _inner;
    private RoutingDbConnection? _connection;
    private RoutingDbTransaction? _transaction;
    private BackendConnection? _ranOn;
    private BackendConnection? _preparedOn;
    private bool _isPrepared;
    private volatile bool _isCancelled;

    /// <summary>Creates a batch that needs a <see cref="DbBatch.Connection"/> before it can run.</summary>
    /// <exception cref="NotSupportedException">The driver has no batches.</exception>
    public RoutingDbBatch()
        : this(connection: null)
    {
    }

    /// <summary>Creates a batch.</summary>
    /// <param name="connection">The connection it runs on.</param>
    /// <param name="transaction">The transaction it runs in.</param>
    /// <exception cref="NotSupportedException">The driver has no batches.</exception>
    public RoutingDbBatch(RoutingDbConnection? connection, RoutingDbTransaction? transaction = null)
    {
        var driver = connection?.Driver ?? MySqlDriver.Find();
        if (!driver.Factory.CanCreateBatch) throw new NotSupportedException($"{driver.Name} has no batches: send the commands one by one.");
        _inner = driver.Factory.CreateBatch();
        _connection = connection;
        _transaction = transaction;
        if (connection?.KnownSource?.DefaultCommandTimeout is { } timeout) _inner.Timeout = timeout;
    }

    /// <summary>Seconds the whole batch may take on its server, and wait for one. 0 sets no bound.</summary>
    /// <value>The connection string's default, else the driver's.</value>
    public override int Timeout
    {
        get => _inner.Timeout;
        set => _inner.Timeout = value;
    }

    /// <summary>The driver's own collection of the driver's own commands.</summary>
    protected override DbBatchCommandCollection DbBatchCommands => _inner.BatchCommands;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = value is null or RoutingDbConnection
            ? (RoutingDbConnection?)value
            : throw new InvalidCastException("The connection must be a RoutingDbConnection.");
    }

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set => _transaction = value is null or RoutingDbTransaction
            ? (RoutingDbTransaction?)value
            : throw new InvalidCastException("The transaction must be a RoutingDbTransaction.");
    }

    bool IExecution.IsCancelled => _isCancelled;

    /// <summary>The server it ran on last.</summary>
    ServerAddress? IRoutedBatch.LastServer => _ranOn?.Server;

    /// <summary>Asks the server that runs the batch to stop it, or ends its wait for one, as <see cref="RoutingDbCommand.Cancel"/> does; from any
    /// thread, and never an error.</summary>
    public override void Cancel()
    {
        _isCancelled = true;
        _connection?.KnownSource?.Runtime.Waits.Cancel(this);
        try
        {
            _inner.Cancel();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or NullReferenceException)
        {
            // There was nothing to cancel any more, or no way to reach it.
        }
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() =>
        SyncResult.Of(RunAsync<int, BatchNonQueryOperation>(async: false, new(this), CancellationToken.None));

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken = default) =>
        RunAsync<int, BatchNonQueryOperation>(async: true, new(this), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override object? ExecuteScalar() =>
        SyncResult.Of(RunAsync<object?, BatchScalarOperation>(async: false, new(this), CancellationToken.None));

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken = default) =>
        RunAsync<object?, BatchScalarOperation>(async: true, new(this), cancellationToken).AsTask();

    /// <summary>Prepares its statements on the server it would run on now; they are prepared again wherever it runs later.</summary>
    public override void Prepare()
    {
        (_isPrepared, _preparedOn) = (true, null);
        SyncResult.Of(RunAsync<bool, BatchPrepareOperation>(async: false, new(this), CancellationToken.None));
    }

    /// <inheritdoc cref="Prepare"/>
    public override Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        (_isPrepared, _preparedOn) = (true, null);
        return RunAsync<bool, BatchPrepareOperation>(async: true, new(this), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _inner.Dispose();
        base.Dispose();
    }

    async ValueTask<DbBatch> IRoutedBatch.AttachToAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        if (_ranOn is { IsLeftBehind: true } silent) throw silent.StillHolds("batch");
        _inner.Connection = backend.Connection;
        _inner.Transaction = _transaction is { } transaction && transaction.Backend == backend ? transaction.Named : null;
        _ranOn = backend;
        if (!_isPrepared || _preparedOn == backend) return _inner;

        if (async) await _inner.PrepareAsync(cancellationToken).ConfigureAwait(false);
        else _inner.Prepare();
        _preparedOn = backend;
        return _inner;
    }

    /// <inheritdoc/>
    protected override DbBatchCommand CreateDbBatchCommand() => _inner.CreateBatchCommand();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        SyncResult.Of(ExecuteReaderAsync(async: false, behavior, CancellationToken.None));

    /// <inheritdoc/>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        ExecuteReaderAsync(async: true, behavior, cancellationToken).AsTask();

    private ValueTask<DbDataReader> ExecuteReaderAsync(bool async, CommandBehavior behavior, CancellationToken cancellationToken) =>
        behavior.HasFlag(CommandBehavior.CloseConnection)
            ? LastReader.ExecuteAsync(async, _connection, RunAsync<DbDataReader, BatchReaderOperation>(
                async, new(this, behavior & ~CommandBehavior.CloseConnection), cancellationToken))
            : RunAsync<DbDataReader, BatchReaderOperation>(async, new(this, behavior), cancellationToken);

    private ValueTask<T> RunAsync<T, TOperation>(bool async, TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var connection = _connection ?? throw new InvalidOperationException("The batch needs a connection.");
        var session = connection.Session;
        if (_transaction is not null && _transaction != session.Transaction)
            throw new InvalidOperationException("The batch's transaction has ended or belongs to another connection.");
        _isCancelled = false;
        var hint = RoutingScope.Hint;
        var running = BatchExecution.RunAsync<T, TOperation>(async, this, connection.Runner, session, hint, operation, cancellationToken);
        return hint.ExactlyOnce && TOperation.IsExecution ? RoutingScope.NoteCommittedAsync(running, session) : running;
    }
}
