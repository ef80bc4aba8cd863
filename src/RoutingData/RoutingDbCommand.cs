using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Connecting;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Rules;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>
/// One statement, routed at each execution. It owns one command of the driver, so that its parameters are the driver's own; where
/// that command runs is decided anew each time.
/// </summary>
[DesignerCategory("")]
public sealed partial class RoutingDbCommand : DbCommand, ICloneable, IRoutedCommand
{
    private RoutingDbConnection? _connection;
    private RoutingDbTransaction? _transaction;
    private DbCommand? _inner;
    private DbParameterCollection? _parameters;
    private string _text = "";
    private BackendConnection? _ranOn;
    private BackendConnection? _preparedOn;
    private bool _isPrepared;
    private bool _isRuled;
    private bool _isMarked;
    private volatile bool _isCancelled;
    private int? _timeout;

    /// <summary>Creates a command that needs a <see cref="DbCommand.Connection"/> before it can run.</summary>
    public RoutingDbCommand()
    {
    }

    /// <summary>Creates a command.</summary>
    /// <param name="commandText">The statement.</param>
    /// <param name="connection">The connection it runs on.</param>
    /// <param name="transaction">The transaction it runs in.</param>
    public RoutingDbCommand(string? commandText, RoutingDbConnection? connection = null, RoutingDbTransaction? transaction = null)
        : this(connection)
    {
        CommandText = commandText;
        _transaction = transaction;
    }

    internal RoutingDbCommand(RoutingDbConnection? connection) => _connection = connection;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            // First: the driver refuses it while a reader is open.
            Inner.CommandText = value ?? "";
            _text = value ?? "";
            _isPrepared = false;
        }
    }

    /// <summary>Seconds the statement may take on its server, and wait for one. 0 sets no bound.</summary>
    /// <value>The connection string's default, else 30; the driver's own while there is no connection.</value>
    public override int CommandTimeout
    {
        // Not asked of the driver: its command knows its connection's default only once it has run.
        get => _timeout ?? _connection?.DefaultCommandTimeout ?? Inner.CommandTimeout;
        set
        {
            Inner.CommandTimeout = value;
            _timeout = value;
        }
    }

    /// <inheritdoc/>
    public override CommandType CommandType
    {
        get => Inner.CommandType;
        set
        {
            Inner.CommandType = value;
            _isPrepared = false;
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible
    {
        get => Inner.DesignTimeVisible;
        set => Inner.DesignTimeVisible = value;
    }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource
    {
        get => Inner.UpdatedRowSource;
        set => Inner.UpdatedRowSource = value;
    }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set
        {
            if (value is not (null or RoutingDbConnection)) throw new InvalidCastException("The connection must be a RoutingDbConnection.");
            if (_connection is { IsReading: true } && value != _connection)
                throw new InvalidOperationException("A data reader is open; close it before the command gets another connection.");
            _connection = (RoutingDbConnection?)value;
        }
    }

    /// <summary>The driver's own collection of the driver's own parameters.</summary>
    protected override DbParameterCollection DbParameterCollection => _parameters ??= Inner.Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            if (value is not (null or RoutingDbTransaction))
                throw new InvalidCastException("The transaction must be a RoutingDbTransaction.");
            _transaction = (RoutingDbTransaction?)value;
        }
    }

    /// <summary>The driver's command.</summary>
    internal DbCommand Inner => _inner ??= CreateInner();

    bool IExecution.IsCancelled => _isCancelled;

    /// <summary>The server it ran on last.</summary>
    ServerAddress? IRoutedCommand.LastServer => _ranOn?.Server;

    /// <summary>Returns a command with the same text, settings and parameters, on the same connection and transaction.</summary>
    /// <exception cref="NotSupportedException">The driver's commands cannot be cloned.</exception>
    public object Clone()
    {
        var inner = (Inner as ICloneable)?.Clone() as DbCommand
            ?? throw new NotSupportedException($"Commands of {Inner.GetType()} cannot be cloned.");
        return new RoutingDbCommand(_connection)
        {
            _isRuled = _isRuled,
            _inner = inner,
            _parameters = inner.Parameters,
            _transaction = _transaction,
            _seldom = _seldom is { } seldom ? seldom with { AnsweredBy = null } : null,
            _text = _text,
            _timeout = _timeout,
        };
    }

    /// <summary>
    /// Asks the server that runs the statement to stop it; from any thread, and never an error. While the statement waits for a server or for a
    /// connection its execution ends with a <see cref="RoutingDbException"/>: not executed, and not transient, because it must not be repeated.
    /// </summary>
    public override void Cancel()
    {
        _isCancelled = true;
        _connection?.KnownSource?.Runtime.Waits.Cancel(this);
        try
        {
            (_seldom?.AnsweredBy ?? _inner)?.Cancel();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or NullReferenceException)
        {
            // There was nothing to cancel any more, or no way to reach it.
        }
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() =>
        SyncResult.Of(RunAsync<int, NonQueryOperation>(async: false, new(this), CancellationToken.None));

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        RunAsync<int, NonQueryOperation>(async: true, new(this), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override object? ExecuteScalar() =>
        SyncResult.Of(RunAsync<object?, ScalarOperation>(async: false, new(this), CancellationToken.None));

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        RunAsync<object?, ScalarOperation>(async: true, new(this), cancellationToken).AsTask();

    /// <summary>Prepares the statement on the server it would run on now; it is prepared again wherever it runs later.</summary>
    public override void Prepare()
    {
        (_isPrepared, _preparedOn) = (true, null);
        SyncResult.Of(RunAsync<bool, PrepareOperation>(async: false, new(this), CancellationToken.None));
    }

    /// <inheritdoc cref="Prepare"/>
    public override Task PrepareAsync(CancellationToken cancellationToken = default)
    {
        (_isPrepared, _preparedOn) = (true, null);
        return RunAsync<bool, PrepareOperation>(async: true, new(this), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (_inner is not null && !IsLeftToItself) await _inner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception) when (_isPrepared)
        {
            // As in Dispose.
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    void IRoutedCommand.Obey(RuleOutcome rules) => Obey(rules);

    DbCommand IRoutedCommand.AttachTo(BackendConnection backend)
    {
        var inner = PointAt(backend);
        if (MustPrepareOn(backend))
        {
            inner.Prepare();
            _preparedOn = backend;
        }

        return inner;
    }

    async ValueTask<DbCommand> IRoutedCommand.AttachToAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var inner = PointAt(backend);
        if (MustPrepareOn(backend))
        {
            await inner.PrepareAsync(cancellationToken).ConfigureAwait(false);
            _preparedOn = backend;
        }

        return inner;
    }

    string IRoutedCommand.TextToSend => Inner.CommandText;

    void IRoutedCommand.SendInstead(string? text, string own)
    {
        Inner.CommandText = text ?? own;
        _isMarked = text is not null;
    }

    bool IRoutedCommand.IsLeftBehind => _ranOn is { IsLeftBehind: true };

    bool IRoutedCommand.CanRunAtOnceOn(BackendConnection backend) => !MustPrepareOn(backend);

    DbCommand IRoutedCommand.PointAt(BackendConnection backend) => PointAt(backend);

    DbCommand? IRoutedCommand.Copy()
    {
        if (_isPrepared || CommandType != CommandType.Text || (Inner as ICloneable)?.Clone() is not DbCommand copy) return null;
        copy.Transaction = null;
        return copy;
    }

    void IRoutedCommand.NoteAnsweredBy(DbCommand copy, BackendConnection backend)
    {
        _ranOn = backend;
        Seldom = Seldom with { AnsweredBy = copy };
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => Inner.CreateParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        SyncResult.Of(ExecuteReaderAsync(async: false, behavior, CancellationToken.None));

    /// <inheritdoc/>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        ExecuteReaderAsync(async: true, behavior, cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && !IsLeftToItself) _inner?.Dispose();
        }
        catch (Exception) when (_isPrepared)
        {
            // Its connection broke just now, and with it the prepared statement is gone. The statement has already reported what the caller must know.
        }

        base.Dispose(disposing);
    }

    // MySql.Data closes a prepared statement on the connection that it was prepared on: another session may be inside that by now, or its end.
    private bool IsLeftToItself => _isPrepared && (_preparedOn is { IsDetached: true } or { IsGone: true } || _ranOn is { IsDetached: true } or { IsGone: true });

    private bool MustPrepareOn(BackendConnection backend) => _isPrepared && !_isMarked && _preparedOn != backend;

    private DbCommand CreateInner()
    {
        var driver = _connection?.KnownSource?.Driver ?? MySqlDriver.Find();
        var inner = driver.Factory.CreateCommand()!;
        if (_connection?.KnownSource?.DefaultCommandTimeout is { } timeout) inner.CommandTimeout = timeout;
        return inner;
    }

    private ValueTask<DbDataReader> ExecuteReaderAsync(bool async, CommandBehavior behavior, CancellationToken cancellationToken) =>
        behavior.HasFlag(CommandBehavior.CloseConnection)
            ? LastReader.ExecuteAsync(async, _connection, RunAsync<DbDataReader, ReaderOperation>(
                async, new(this, behavior & ~CommandBehavior.CloseConnection), cancellationToken))
            : RunAsync<DbDataReader, ReaderOperation>(async, new(this, behavior), cancellationToken);

    private ValueTask<T> RunAsync<T, TOperation>(bool async, TOperation operation, CancellationToken cancellationToken)
        where TOperation : struct, IBackendOperation<T>
    {
        var connection = _connection ?? throw new InvalidOperationException("The command needs a connection.");
        var (runner, session) = (connection.Runner, connection.Session);
        if (_transaction is not null && _transaction != session.Transaction)
            throw new InvalidOperationException("The command's transaction has ended or belongs to another connection.");

        if (_isRuled) Disobey();
        _isCancelled = false;
        var route = FindRoute(runner.Plan, session);
        if (TOperation.IsExecution)
        {
            var running = CommandExecution.RunAsync<T, TOperation>(async, this, runner, session, route, operation, cancellationToken);
            return route is { IsExactlyOnce: true, MayWrite: true } ? RoutingScope.NoteCommittedAsync(running, session) : running;
        }

        if (route.Rules.RewrittenText is not null) Obey(route.Rules);
        return runner.RunAsync<T, TOperation>(
            async, session, route, runner.Plan.WaitTimeoutFor(CommandTimeout), operation, cancellationToken);
    }

    private DbCommand PointAt(BackendConnection backend)
    {
        if (_ranOn is { IsLeftBehind: true } silent) throw silent.StillHolds("command");
        var inner = Inner;
        try
        {
            inner.Connection = backend.Connection;
        }
        catch (InvalidOperationException exception) when (_ranOn is { IsGone: true } former && former != backend)
        {
            throw former.Holds("command", exception);
        }

        inner.Transaction = _transaction is { } transaction && transaction.Backend == backend ? transaction.Named : null;
        _ranOn = backend;
        if (_seldom?.AnsweredBy is not null) Seldom = Seldom with { AnsweredBy = null };
        return inner;
    }

    // The driver's command keeps it until this one's next use: a reader may be open on it by then, and drivers let no text be set under a reader.
    private void Obey(RuleOutcome rules)
    {
        _isRuled = true;
        if (rules.TimeoutMs is > 0) Inner.CommandTimeout = RuleEffects.Shortened(CommandTimeout, rules);
        if (rules.RewrittenText is { } rewritten && CommandType == CommandType.Text) Inner.CommandText = rewritten;
    }

    private void Disobey()
    {
        Inner.CommandText = _text;
        Inner.CommandTimeout = CommandTimeout;
        _isRuled = false;
    }
}
