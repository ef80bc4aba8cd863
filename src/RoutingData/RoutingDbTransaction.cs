using System.Data;
using System.Data.Common;
using RoutingData.Counting;
using RoutingData.Execution;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.SessionStates;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>A transaction, on the writer unless it only reads. Everything the connection does until its end runs on that one
/// backend connection.</summary>
public sealed partial class RoutingDbTransaction : DbTransaction, ISessionTransaction
{
    private readonly RoutingSession _session;
    private RoutingDbConnection? _connection;
    private bool _isDisposed;
    private bool _mayHaveWritten;
    private bool _isExactlyOnce;
    private string? _whyNoMarker;

    private RoutingDbTransaction(RoutingDbConnection connection, BackendConnection backend, DbTransaction inner, bool isReadOnly)
    {
        _connection = connection;
        _session = connection.Session;
        Backend = backend;
        Inner = inner;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Whether it was begun with <see cref="RoutingDbConnection.BeginReadOnlyTransaction"/>, on a reader.</summary>
    public bool IsReadOnly { get; }

    /// <inheritdoc/>
    public override IsolationLevel IsolationLevel => Inner.IsolationLevel;

    internal DbTransaction Inner { get; }

    internal BackendConnection Backend { get; }

    BackendConnection ISessionTransaction.Backend => Backend;

    /// <summary>What a command of the driver's has to name; null for a transaction of which the driver knows nothing.</summary>
    internal DbTransaction? Named => Inner is TextTransaction ? null : Inner;

    DbTransaction? ISessionTransaction.Inner => Named;

    /// <summary>Null once the transaction has ended.</summary>
    protected override DbConnection? DbConnection => _connection;

    /// <summary>Returns the driver's own transaction, for what only the driver can do on <see cref="RoutingDbConnection.GetDriverConnection{T}"/>.
    /// End this one, not that one.</summary>
    /// <typeparam name="T">The driver's type of transaction, or <see cref="System.Data.Common.DbTransaction"/>.</typeparam>
    /// <exception cref="InvalidCastException">The driver's transactions are of another type.</exception>
    /// <exception cref="InvalidOperationException">Its COMMIT goes with a marker (<see cref="UnknownOutcome.Resolve"/>), and the driver knows nothing of
    /// it: commands on the driver's connection run in it without naming one.</exception>
    public T GetDriverTransaction<T>()
        where T : DbTransaction =>
        Named is null
        ? throw new InvalidOperationException(
            "The transaction's COMMIT goes with a marker, and the driver knows nothing of it: commands on GetDriverConnection() run in it by themselves.")
        : Inner as T ?? throw new InvalidCastException($"The driver's transaction is a {Inner.GetType()}, not a {typeof(T)}.");

    /// <summary>Commits.</summary>
    /// <exception cref="RoutingDbException">The connection broke meanwhile, so that it is unknown whether it is committed.</exception>
    public override void Commit() => SyncResult.Of(CommitAsync(async: false, CancellationToken.None));

    /// <inheritdoc cref="Commit"/>
    public override Task CommitAsync(CancellationToken cancellationToken = default) => CommitAsync(async: true, cancellationToken).AsTask();

    /// <summary>Rolls back. When the connection is gone the server has done so already.</summary>
    public override void Rollback() => SyncResult.Of(RollbackAsync(async: false, CancellationToken.None));

    /// <inheritdoc cref="Rollback()"/>
    public override Task RollbackAsync(CancellationToken cancellationToken = default) =>
        RollbackAsync(async: true, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await EndAsync(async: true).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    internal static async ValueTask<RoutingDbTransaction> BeginAsync(
        bool async, RoutingDbConnection connection, IsolationLevel isolationLevel, bool isReadOnly, CancellationToken cancellationToken)
    {
        if (connection.State == ConnectionState.Closed) throw new InvalidOperationException("The connection must be open.");
        var session = connection.Session;
        if (session.IsReading) throw new InvalidOperationException("A data reader is open; close it before a transaction begins.");
        if (session.Transaction is not null)
            throw new InvalidOperationException("A transaction is open on this connection already; transactions do not nest.");

        var runner = connection.Runner;
        var router = runner.Plan.Router;
        var hint = RoutingScope.Hint;
        var (byText, whyNoMarker) = isReadOnly ? default : await CommitMarkers.FindAsync(async, runner, session, hint, isolationLevel, cancellationToken).ConfigureAwait(false);
        var (backend, inner) = await runner.RunAsync<(BackendConnection, DbTransaction), BeginOperation>(
            async, session,
            isReadOnly ? router.ApplyHint(router.BeginReadOnly, hint) : router.Begin,
            runner.Plan.WaitTimeoutFor(commandTimeout: 0), new BeginOperation(isolationLevel, isReadOnly, byText), cancellationToken).ConfigureAwait(false);
        var transaction = new RoutingDbTransaction(connection, backend, inner, isReadOnly) { _isExactlyOnce = hint.ExactlyOnce, _whyNoMarker = whyNoMarker };
        session.Transactions.Begin(transaction);
        return transaction;
    }

    bool ISessionTransaction.HasMarker => Inner is TextTransaction;

    string? ISessionTransaction.WhyNoMarker => _whyNoMarker;

    void ISessionTransaction.NoteWrite() => _mayHaveWritten = true;

    ValueTask ISessionTransaction.EndAsync(bool async) => EndAsync(async);

    private async ValueTask EndAsync(bool async)
    {
        _isDisposed = true;
        if (_connection is null) return;
        var isSure = true;
        if (Backend.IsGone)
        {
            // The server has rolled back with the connection, on which a statement may still wait.
            Complete();
            return;
        }

        try
        {
            using var run = Backend.Run(isRepeatable: false);
            if (async) await Backend.UntilTerminated(Inner.DisposeAsync().AsTask()).ConfigureAwait(false);
            else Inner.Dispose();
        }
        catch (Exception) when (Backend.IsGone)
        {
            // The server has rolled back with the connection.
        }
        catch
        {
            isSure = false;
            throw;
        }
        finally
        {
            Complete(isSure);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) SyncResult.Of(EndAsync(async: false));
        base.Dispose(disposing);
    }

    private async ValueTask CommitAsync(bool async, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        var runner = _connection!.Runner;
        if (_session.Lost is { } lost) throw SessionLoss.Again(lost);
        if (Backend.WasClosedAtRest() || Backend.IsGone || _session.Transactions.IsSuperseded(Backend))
        {
            // Nothing has been sent: the server has rolled back with the connection, or does so now.
            var loss = _session.CreateStateLostException(Backend, innerException: null);
            _session.DetachBroken(Backend);
            Complete();
            throw loss;
        }

        RoutingDbException? unknown = null;
        var text = Inner as TextTransaction;
        if (text is not null) text.HasWritten = _mayHaveWritten || _session.State.Pins != SessionPins.None;
        var (sentAt, mayHaveCommitted) = (text is null ? default : Moment.Of(runner.TimeProvider), _session.State.Transaction.MayHaveCommitted);
        _session.Enter();
        try
        {
            using var run = Backend.Run(isRepeatable: false);
            if (async) await Backend.UntilTerminated(Inner.CommitAsync(cancellationToken)).ConfigureAwait(false);
            else Inner.Commit();
        }
        catch (Exception exception) when (Backend.IsGone || DriverError.IsConnectionLost(exception))
        {
            _session.Monitor.ReportFailure(Backend.Server);
            _session.DetachBroken(Backend);
            Complete();
            unknown = CommitFailure.OutcomeUnknown(Backend, _session.State.MustStay, exception);
        }
        catch (Exception exception) when (DriverError.IsConflict(exception) || DriverError.IsReadOnlyRefusal(exception))
        {
            CommitFailure.Annotate(_session.State.Transaction, Backend, exception);
            _session.Transactions.NoteFailedCommit(exception);
            if (DriverError.IsReadOnlyRefusal(exception))
            {
                // The writer changed under the transaction, and nothing is committed; the next one must find the new writer (D30).
                await runner.ProbeAsync(async, Backend.Server, runner.Plan.WaitTimeoutFor(commandTimeout: 0), cancellationToken)
                    .ConfigureAwait(false);
            }

            throw;
        }
        catch (Exception exception)
        {
            if (DriverError.LeavesCommitOpen(exception)) CommitFailure.Annotate(_session.State.Transaction, Backend, exception);
            if (text?.Marker is null || !DriverError.LeavesCommitOpen(exception))
            {
                _session.Transactions.NoteFailedCommit(exception);
                throw;
            }

            // Rolled back here; whether the others of its group have it the marker says.
            _session.Monitor.ReportFailure(Backend.Server);
            Complete();
            unknown = CommitFailure.LeftOpen(Backend.Server, Backend.Serves, exception);
        }
        finally
        {
            _session.Leave();
            if (_connection is null) _session.Freshness.NoteWritten(runner.Plan.Configuration.Consistency.Level);
        }

        if (unknown is not null)
        {
            // What has written nothing has nothing to lose.
            if (text is { HasWritten: false }) return;
            if (text is not { Marker: { } marker })
            {
                if (text is not null) _whyNoMarker = "the table of markers refused its row";
                if (_whyNoMarker is not null) unknown.Data[MarkerCoverage.WhyKey] = _whyNoMarker;
                throw unknown;
            }

            await CommitMarkers.ResolveAsync(async, runner, _session, marker, sentAt, mayHaveCommitted, unknown, cancellationToken).ConfigureAwait(false);
            if (_isExactlyOnce) RoutingScope.NoteCommitted();
            return;
        }

        if (_isExactlyOnce) RoutingScope.NoteCommitted();
        Complete();
        _session.Freshness.NoteWritten(runner.Plan.Configuration.Consistency.Level);
    }

    private async ValueTask RollbackAsync(bool async, CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (Backend.IsGone)
        {
            _session.DetachBroken(Backend);
            Complete();
            return;
        }

        _session.Enter();
        try
        {
            using var run = Backend.Run(isRepeatable: false);
            if (async) await Backend.UntilTerminated(Inner.RollbackAsync(cancellationToken)).ConfigureAwait(false);
            else Inner.Rollback();
        }
        catch (Exception exception) when (Backend.IsGone || DriverError.IsConnectionLost(exception))
        {
            _session.Monitor.ReportFailure(Backend.Server);
            _session.DetachBroken(Backend);
        }
        finally
        {
            _session.Leave();
        }

        Complete();
    }

    private void ThrowIfEnded()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_connection is null) throw new InvalidOperationException("The transaction has ended already.");
    }

    private void Complete(bool isSure = true)
    {
        _connection = null;
        _session.Transactions.End(this, isSure);
    }
}
