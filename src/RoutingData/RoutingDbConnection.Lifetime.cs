using System.Data;
using System.Data.Common;
using System.Transactions;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData;

public sealed partial class RoutingDbConnection
{
    private static readonly StateChangeEventArgs Opening = new(ConnectionState.Closed, ConnectionState.Connecting);
    private static readonly StateChangeEventArgs Opened = new(ConnectionState.Connecting, ConnectionState.Open);
    private static readonly StateChangeEventArgs Failed = new(ConnectionState.Connecting, ConnectionState.Closed);
    private static readonly StateChangeEventArgs Closed = new(ConnectionState.Open, ConnectionState.Closed);
    private static readonly StateChangeEventArgs ClosedBroken = new(ConnectionState.Broken, ConnectionState.Closed);
    private static readonly StateChangeEventArgs Broke = new(ConnectionState.Open, ConnectionState.Broken);
    private static readonly StateChangeEventArgs Mended = new(ConnectionState.Broken, ConnectionState.Open);

    /// <inheritdoc/>
    public override void Open() => SyncResult.Of(OpenAsync(async: false, CancellationToken.None));

    /// <inheritdoc/>
    public override Task OpenAsync(CancellationToken cancellationToken) => OpenAsync(async: true, cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Close() => SyncResult.Of(CloseAsync(async: false));

    /// <inheritdoc/>
    public override Task CloseAsync() => CloseAsync(async: true).AsTask();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync(async: true).ConfigureAwait(false);
        }
        finally
        {
            _isDisposed = true;
            await CloseQuietlyAsync(async: true).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing) Close();
        }
        finally
        {
            _isDisposed = true;
            if (disposing) SyncResult.Of(CloseQuietlyAsync(async: false));
            else Interlocked.Exchange(ref _session, null)?.DisposeInBackground();
        }

        base.Dispose(disposing);
    }

    private async ValueTask OpenAsync(bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ThrowIfNotClosed();
        if (_source is null && _connectionString.Length == 0)
            throw new InvalidOperationException("The connection has no connection string: set ConnectionString before Open.");
        cancellationToken.ThrowIfCancellationRequested();

        // The caller's own, whatever comes between here and the first statement.
        var scope = Transaction.Current;
        var source = FindSource();
        JoinScope(source);
        // Of two at once only one opens it: the other's session would never be closed.
        if (Interlocked.CompareExchange(ref _state, ConnectionState.Connecting, ConnectionState.Closed) != ConnectionState.Closed)
            ThrowIfNotClosed();
        try
        {
            OnStateChange(Opening);
            var session = await OpenSessionAsync(async, source, cancellationToken).ConfigureAwait(false);
            if (scope is not null && source.AutoEnlists) SessionScope.Join(session, scope);
            session.Owner = this;
            Interlocked.Exchange(ref _session, session);
            _hasBeenOpened = true;
        }
        catch
        {
            _state = ConnectionState.Closed;
            Tell(Failed);
            if (_sharesSource) Registry.RemoveIfNeverConnected(_source!);
            throw;
        }

        if (_isDisposed)
        {
            // Meanwhile, by another thread, which found nothing to close.
            await CloseAsync(async).ConfigureAwait(false);
            throw new ObjectDisposedException(nameof(RoutingDbConnection));
        }

        MoveTo(Opened);
    }

    /// <summary>Raises StateChange when the session's state has been lost, or when what was lost with a transaction is over with it.</summary>
    void ISessionOwner.OnStateLostChanged(bool isLost) => Tell(isLost ? Broke : Mended);

    /// <summary>Returns the loss of the transaction over which the connection was closed before its end, once.</summary>
    internal RoutingDbException? TakeLostWork()
    {
        if (_seldom?.LostWork is not { } lost) return null;
        _seldom.LostWork = null;
        return SessionLoss.Again(lost);
    }

    private async ValueTask<RoutingSession> OpenSessionAsync(bool async, RoutingDbDataSource source, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await source.OpenSessionAsync(async, cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectDisposedException) when (_sharesSource && source.IsDisposed)
            {
                // The shared source ended between finding it and using it.
                source = FindSource();
            }
        }
    }

    // The source of a connection string may have ended since: by ClearAllPools, for want of use, or because no server ever let it in.
    private RoutingDbDataSource FindSource()
    {
        if (_source is { } source && !(_sharesSource && source.IsDisposed)) return source;
        _sharesSource = true;
        _source = Registry.Get(_connectionString);
        NoteOtherSource(_source);
        return _source;
    }

    internal async ValueTask CloseAsync(bool async)
    {
        // Two threads may close it at once: one of them has a session to give back.
        if (Interlocked.Exchange(ref _session, null) is not { } session) return;
        var closed = session.Lost is null ? Closed : ClosedBroken;
        // Closed over an open transaction that is lost, as EF Core does: what comes next would run outside it.
        var lost = session.Transaction is not null ? session.Lost : null;
        if (lost is not null || _seldom is not null) (_seldom ??= new SeldomState()).LostWork = lost;
        (_lastServer, _isLastServerFresh) = (session.Affinity.Previous?.Pool.BoxedAddress ?? _lastServer, session.Freshness.IsLastServerFresh);
        var mayHaveWritten = session.Freshness.MayWriteAtClose;
        session.Owner = null;
        try
        {
            await session.CloseAsync(async).ConfigureAwait(false);
            NoteClosed(session, mayHaveWritten);
        }
        catch
        {
            _state = ConnectionState.Closed;
            Tell(closed);
            throw;
        }

        MoveTo(closed);
    }

    // An Open that another thread, or a handler, was at meanwhile either sees that it is disposed of, or has its session closed here.
    private async ValueTask CloseQuietlyAsync(bool async)
    {
        if (Interlocked.Exchange(ref _session, null) is not { } session) return;
        session.Owner = null;
        _state = ConnectionState.Closed;
        await session.CloseAsync(async).ConfigureAwait(false);
    }

    private void ThrowIfNotClosed()
    {
        if (_state != ConnectionState.Closed) throw new InvalidOperationException($"The connection is already open; it is {State}.");
    }

    /// <summary>Raises StateChange during something else, which goes on whatever the application's handlers throw: what became of a
    /// statement must reach the caller.</summary>
    private void Tell(StateChangeEventArgs change)
    {
        try
        {
            OnStateChange(change);
        }
        catch (Exception exception)
        {
            _source?.Runtime.Log.HandlerFailed(exception);
        }
    }

    private void MoveTo(StateChangeEventArgs change)
    {
        _state = change.CurrentState;
        OnStateChange(change);
    }
}
