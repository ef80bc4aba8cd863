using System.Data;
using System.Data.Common;
using System.Transactions;
using RoutingData.Backends;
using RoutingData.Sessions;

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
        await CloseAsync(async: true).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        else _session?.Abandon();
        _isDisposed = true;
        base.Dispose(disposing);
    }

    private async ValueTask OpenAsync(bool async, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_state != ConnectionState.Closed) throw new InvalidOperationException($"The connection is already open; it is {State}.");
        if (_source is null && _connectionString.Length == 0)
            throw new InvalidOperationException("The connection has no connection string: set ConnectionString before Open.");
        cancellationToken.ThrowIfCancellationRequested();

        // The caller's own, whatever comes between here and the first statement.
        var scope = Transaction.Current;
        var source = FindSource();
        MoveTo(Opening);
        try
        {
            _session = await OpenSessionAsync(async, source, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            MoveTo(Failed);
            DataSourceRegistry.ForgetIfUseless(source);
            throw;
        }

        if (scope is not null && source.AutoEnlists) _session.Join(scope);
        _session.Owner = this;
        _hasBeenOpened = true;
        MoveTo(Opened);
    }

    /// <summary>The session's state has been lost, or what was lost with a transaction is over with it.</summary>
    internal void TellOfLoss(bool isLost) => OnStateChange(isLost ? Broke : Mended);

    /// <summary>The loss of the transaction over which the connection was closed before its end, once.</summary>
    internal RoutingDbException? TakeLostWork()
    {
        var lost = _lostWork;
        _lostWork = null;
        return lost is null ? null : SessionLoss.Again(lost);
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

    internal async ValueTask CloseAsync(bool async)
    {
        if (_session is not { } session) return;
        var closed = State == ConnectionState.Broken ? ClosedBroken : Closed;
        // Closed over an open transaction that is lost, as EF Core does: what comes next would run outside it.
        _lostWork = session.Transaction is not null ? session.Lost : null;
        _lastServer = session.LastServer ?? _lastServer;
        session.Owner = null;
        _session = null;
        try
        {
            await session.CloseAsync(async).ConfigureAwait(false);
        }
        finally
        {
            MoveTo(closed);
        }
    }

    private void MoveTo(StateChangeEventArgs change)
    {
        _state = change.CurrentState;
        OnStateChange(change);
    }
}
