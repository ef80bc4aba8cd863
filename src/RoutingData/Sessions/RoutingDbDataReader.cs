using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData;

/// <summary>
/// The driver's reader, and a watch over its connection: a result is whole, or there is an exception. When a server dies or is given up while its
/// rows are read, <see cref="Read"/>, <see cref="NextResult"/> and the accessors throw a <see cref="DbException"/>, whatever the driver would say.
/// </summary>
/// <remarks>While it is referenced, so is the connection it reads from.</remarks>
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "As every data reader: rows have no type.")]
public sealed partial class RoutingDbDataReader : DbDataReader
{
    private readonly DbDataReader _inner;
    private readonly BackendConnection _backend;
    private readonly Route _route;
    // Null once it is closed.
    private RoutingSession? _session;

    internal RoutingDbDataReader(DbDataReader inner, RoutingSession session, BackendConnection backend, Route route)
    {
        _inner = inner;
        _session = session;
        _backend = backend;
        _route = route;
    }

    /// <inheritdoc/>
    public override bool IsClosed => _session is null || _inner.IsClosed;

    /// <inheritdoc/>
    public override int RecordsAffected => _inner.RecordsAffected;

    /// <summary>Returns the driver's own reader, for what only it can read (<c>GetDriverReader&lt;MySqlDataReader&gt;().GetMySqlDecimal(0)</c>). Read and close
    /// this one, not that one.</summary>
    /// <typeparam name="T">The driver's type of reader, or <see cref="DbDataReader"/>.</typeparam>
    /// <exception cref="InvalidCastException">The driver's readers are of another type.</exception>
    public T GetDriverReader<T>()
        where T : DbDataReader =>
        _inner as T ?? throw new InvalidCastException($"The driver's reader is a {_inner.GetType()}, not a {typeof(T)}.");

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="DbException">The connection broke or was given up: the rows so far are right, and there may be more.</exception>
    public override bool Read() => Whole(static reader => reader.Read());

    /// <inheritdoc cref="Read"/>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken) =>
        WholeAsync(static (reader, token) => reader.ReadAsync(token), cancellationToken);

    /// <summary>Moves to the next result of the text.</summary>
    /// <exception cref="DbException">A statement of the text failed, or the connection broke or was given up.</exception>
    public override bool NextResult() => Note(Whole(static reader => reader.NextResult()));

    /// <inheritdoc cref="NextResult"/>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        var asking = WholeAsync(static (reader, token) => reader.NextResultAsync(token), cancellationToken);
        return IsText ? NoteAsync(asking) : asking;
    }

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

    /// <summary>Closes the session's connection with it.</summary>
    internal void CloseConnection() => _backend.ReadAsLast();

    /// <summary>Forgets its connection. It was left open, and the connection too: the connection may be disposed of.</summary>
    internal void Forget() => _backend.EndReading();

    private async ValueTask CloseAsync(bool async)
    {
        if (Interlocked.Exchange(ref _session, null) is not { } session) return;
        try
        {
            // What the driver is still at is disposed of with its connection, when it has ended.
            if (_backend.IsLeftBehind) return;
            try
            {
                await ReadToTheEndAsync(async, session).ConfigureAwait(false);
            }
            finally
            {
                if (!_backend.IsLeftBehind) await DisposeInnerAsync(async).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (_backend.IsGone || ReaderFailure.IsLoss(session, _backend, exception))
        {
            // The caller has been told by Read, or did not want the rest, unless the rest may write and may not have run.
            if (_route.MayWrite && !_backend.IsLossTold) throw ReaderFailure.Of(session, _route, _backend, exception);
        }
        finally
        {
            // Its last statements may have run since the first of their results came.
            if (_route.MayWrite) session.Freshness.NoteWritten(_route.Consistency.Level);
            else session.Freshness.NoteRead();
            await session.Results.EndReadingAsync(async, this, _backend).ConfigureAwait(false);
        }
    }

    private async ValueTask DisposeInnerAsync(bool async)
    {
        if (async) await _backend.UntilTerminated(_inner.DisposeAsync().AsTask()).ConfigureAwait(false);
        else _inner.Dispose();
    }

    // The driver's answer, unless the connection was ended before or meanwhile: then it may be an end that is none.
    private T Whole<T>(Func<DbDataReader, T> ask)
    {
        if (_backend.IsTerminated) throw Failure(innerException: null);
        T answer;
        try
        {
            answer = ask(_inner);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw Failure(exception);
        }

        return _backend.IsTerminated ? throw Failure(innerException: null) : answer;
    }

    private T Whole<T>(Func<DbDataReader, int, T> ask, int ordinal)
    {
        if (_backend.IsTerminated) throw Failure(innerException: null);
        try
        {
            return ask(_inner, ordinal);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw Failure(exception);
        }
    }

    private Task<T> WholeAsync<T>(Func<DbDataReader, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_backend.IsTerminated) return Task.FromException<T>(Failure(innerException: null));
        Task<T> asking;
        try
        {
            asking = ask(_inner, cancellationToken);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            return Task.FromException<T>(Failure(exception));
        }

        return asking.IsCompletedSuccessfully && !_backend.IsTerminated ? asking : AwaitAsync(asking);
    }

    private async Task<T> AwaitAsync<T>(Task<T> asking)
    {
        T answer;
        try
        {
            answer = await _backend.UntilTerminated(asking).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw Failure(exception);
        }

        return _backend.IsTerminated ? throw Failure(innerException: null) : answer;
    }

    // A text of several statements, of which each result proves how far it has come.
    private bool IsText => _route.Traits.StatementCount > 1;

    private bool Note(bool hasRows)
    {
        if (IsText) _session?.Results.NoteResult(this, _route, _backend, hasRows);
        return hasRows;
    }

    private async Task<bool> NoteAsync(Task<bool> asking) => Note(await asking.ConfigureAwait(false));

    // The driver would read on as well, and report nothing of a statement that was interrupted.
    private async ValueTask ReadToTheEndAsync(bool async, RoutingSession session)
    {
        try
        {
            while (session.Results.IsUnread(this) && !_backend.IsGone)
            {
                var hasRows = async ? await _backend.UntilTerminated(_inner.NextResultAsync()).ConfigureAwait(false) : _inner.NextResult();
                session.Results.NoteResult(this, _route, _backend, hasRows);
            }
        }
        catch (Exception exception)
        {
            session.Results.NoteFailure(this, _route, _backend, exception);
            if (DriverError.ServerNumber(exception) != DriverError.QueryInterrupted) throw;
        }
    }

    // Once it is closed, the driver's own words are the right ones.
    private bool IsFailure(Exception exception)
    {
        if (_session is not { } session) return false;
        if (_backend.IsTerminated || ReaderFailure.IsLoss(session, _backend, exception)) return true;
        if (exception is DbException or OperationCanceledException) session.Results.NoteFailure(this, _route, _backend, exception);
        return false;
    }

    private Exception Failure(Exception? innerException) =>
        _session is { } session
            ? ReaderFailure.Of(session, _route, _backend, innerException)
            : new InvalidOperationException("The data reader is closed.");
}
