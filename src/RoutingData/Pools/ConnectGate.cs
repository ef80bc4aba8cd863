using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Pools;

/// <summary>
/// What a session passes on its way to a connection to one server: its turn, where that is a new one (<see cref="ConnectRation"/>); the line
/// before a server that says that it is full (<see cref="FullServer"/>); the <see cref="Door"/> of one to which connects fail.
/// </summary>
internal sealed class ConnectGate(ServerAddress address, PoolLimits limits, TimeProvider timeProvider)
{
    private readonly ConnectRation _ration = new(limits.MaxConcurrentConnects, timeProvider);
    private readonly FullServer _full = new(timeProvider);
    private readonly Door _door = new(timeProvider);
    private volatile bool _isClosed;

    /// <summary>Whether one more connection would be a new one, for which the caller may have to wait.</summary>
    public bool IsCold => _ration.IsCold;

    /// <summary>Whether one more connection would be a new one, and the last such failed.</summary>
    public bool IsShut => _door.IsShut && IsCold;

    /// <summary>How many sessions have a connection, or are on their way to one.</summary>
    public int Users => _ration.Users;

    /// <summary>Whether the caller is the one to try again now, where it is shut.</summary>
    public bool TryKnock() => _door.TryKnock();

    /// <inheritdoc cref="ConnectRation.Enter"/>
    public int Enter(out bool isCold) => _ration.Enter(out isCold);

    /// <summary>Waits until the caller may make a new connection.</summary>
    /// <param name="async">Whether to await, or to wait on this thread.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="wasRefused">Whether the caller has been refused already because the server is full, or is shut.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="ObjectDisposedException">The pool has been retired.</exception>
    /// <exception cref="TimeoutException">Others connected all the time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConnectTurn> WaitAsync(bool async, TimeSpan timeout, bool wasRefused, CancellationToken cancellationToken)
    {
        var isHead = false;
        _ration.BeginWait();
        try
        {
            // A caller that finds no end of the line in its time tries once all the same: the server's refusal is the error to report.
            isHead = (wasRefused || _full.IsFull) && await _full.StandInLineAsync(async, timeout, cancellationToken).ConfigureAwait(false);
            if (await _ration.TakeTurnAsync(async, timeout, cancellationToken).ConfigureAwait(false)) return new ConnectTurn(true, isHead);
            throw _isClosed
                ? new ObjectDisposedException(nameof(ServerPool))
                : new TimeoutException($"{limits.MaxConcurrentConnects} connects to {address} were under way all the time.");
        }
        catch
        {
            if (isHead) _full.Leave();
            throw;
        }
        finally
        {
            _ration.EndWait();
        }
    }

    /// <summary>Ends the caller's turn, whatever came of it.</summary>
    public void End(ConnectTurn turn)
    {
        if (turn.IsHeadOfLine) _full.Leave();
        if (turn.IsTaken) _ration.EndTurn();
    }

    /// <summary>Notes that a connection was made, or found.</summary>
    /// <param name="isNew">Whether it is a new one.</param>
    public void Opened(bool isNew)
    {
        if (isNew)
        {
            _full.LetIn();
            _door.Opened();
        }

        _ration.NoteOpened();
    }

    /// <summary>Notes that the server is full.</summary>
    public void Refused() => _full.Refused();

    /// <summary>Notes that a connect has failed.</summary>
    /// <param name="wasRefused">Whether the caller had been refused before.</param>
    public void Failed(bool wasRefused)
    {
        _door.Failed();
        _ration.NoteNoneIdle();
        // Who has nowhere else to go waits for it as for a full one.
        if (wasRefused) _full.Refused();
    }

    /// <summary>Notes that a session has got no connection, or has given its own back.</summary>
    /// <returns>How many are left.</returns>
    public int Leave() => _ration.Leave();

    /// <summary>Notes that a session's connection is idle again.</summary>
    public void GivenBack() => _full.GivenBack();

    /// <inheritdoc cref="ConnectRation.Advance"/>
    public void Advance(int tick) => _ration.Advance(tick);

    /// <inheritdoc cref="ConnectRation.Cool"/>
    public void Cool() => _ration.Cool();

    /// <summary>Releases those who wait: they look for another server, or for the pool that takes this one's place.</summary>
    public void Close()
    {
        _isClosed = true;
        _ration.Close();
        _full.Close();
    }
}
