using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Topology;
using RoutingData.Threading;

namespace RoutingData.Pools;

/// <summary>
/// The backend connections to one server. It bounds how many there are and ends them when the server is down; keeping idle ones for
/// the next session is the driver's own pool's work. A pool serves until it is retired, then a new one takes its place, so that no
/// idle connection outlives the role it was opened for.
/// </summary>
/// <remarks>
/// <para>A session acquires a <em>permit</em>, of which there are as many as the server may have connections of this process, and opens a connection with
/// it. Where the driver's pool can have no idle one, it first passes the <see cref="ConnectGate"/>.</para>
/// <para>What it got is in the <see cref="InFlightSet"/> until it is returned, so that it can be ended from outside. Return gives it to the driver's pool,
/// and the permit back. A new physical connection is verified once, by the connector (<see cref="Verified"/>).</para>
/// <para>The monitor's word ends things in three degrees: a suspect server's repeatable statements and opens (<see cref="EndRepeatable"/>), all that runs on
/// a dead one (<see cref="EndAll"/>), and, when the role changes, only what is idle, opening or being verified (<see cref="Retire"/>).</para>
/// </remarks>
internal sealed class ServerPool
{
    private readonly MySqlDriver _driver;
    private readonly ServerDataSource _source;
    private readonly Permits _permits;
    private readonly ConnectGate _gate;
    private readonly PoolUsers _users;
    private readonly TimeProvider _timeProvider;
    private readonly InFlightClock _clock;
    private readonly int _connectTicks;
    private readonly InFlightSet _inFlight = new();
    private int _isRetired;

    public ServerPool(
        ServerAddress address, MySqlDriver driver, string connectionString, PoolLimits limits, TimeProvider timeProvider, InFlightClock clock)
    {
        Address = address;
        Limits = limits;
        _driver = driver;
        _source = new ServerDataSource(driver, new DriverDataSourceContext(address, connectionString, isMonitor: false));
        _permits = new Permits(limits.MaxConnections, timeProvider);
        _gate = new ConnectGate(address, limits, timeProvider);
        _users = new PoolUsers(() => _gate.Users);
        _timeProvider = timeProvider;
        _connectTicks = (int)Math.Ceiling(limits.ConnectTimeout / InFlightClock.Period);
        _clock = clock;
    }

    public ServerAddress Address { get; }

    public PoolLimits Limits { get; }

    /// <summary>How many of its connections are in use, or being opened.</summary>
    public int PermitsInUse => Limits.MaxConnections - _permits.Free;

    /// <summary>Which of its physical connections have been proven.</summary>
    public VerifiedConnections Verified { get; } = new();

    /// <summary>What counts what its server does, over all its pools.</summary>
    public ServerCounters Counters { get; init; } = new();

    /// <summary>Where its times are measured; null for nowhere.</summary>
    public PoolMetrics? Meters { get; init; }

    /// <summary>How many wait for a place.</summary>
    public int PermitsWanted => _permits.Waiting;

    /// <summary>The in-flight clock's count.</summary>
    public int Tick => _clock.Tick;

    /// <summary>Whether a new pool has taken its place: what is in use may end its transaction, nothing more.</summary>
    public bool IsRetired => Volatile.Read(ref _isRetired) != 0;

    /// <summary>The name of the driver that makes its connections.</summary>
    public string DriverName => _driver.Name;

    /// <summary>The socket under an open connection; null where the driver shows none.</summary>
    public object? SocketOf(DbConnection connection) => _driver.SocketCut?.SocketOf(connection);

    /// <summary>Ends from outside what waits on a socket of <see cref="SocketOf"/>.</summary>
    public void Cut(object socket) => _driver.SocketCut!.Cut(socket);

    /// <summary>Whether whatever waited on a socket ends once it is cut.</summary>
    public bool EndsByCut => _driver.SocketCut is { EndsCalls: true };

    /// <summary>A source that can be cancelled after a while, by the pool's clock.</summary>
    public CancellationTokenSource NewEnd() => new(Timeout.InfiniteTimeSpan, _timeProvider);

    /// <summary>Whether something waits to be read on a socket of <see cref="SocketOf"/>.</summary>
    public bool HasNews(object socket) => _driver.SocketCut!.HasNews(socket);

    /// <inheritdoc cref="ConnectGate.IsCold"/>
    public bool IsCold => _gate.IsCold;

    /// <inheritdoc cref="ConnectGate.IsShut"/>
    public bool IsShut => _gate.IsShut;

    /// <inheritdoc cref="ConnectGate.TryKnock"/>
    public bool TryKnock() => _gate.TryKnock();

    /// <summary>Whether no session uses it any more.</summary>
    public bool IsEmpty => _users.AreGone;

    /// <summary>Over as soon as no session uses it, for a moment at least.</summary>
    public Task WhenEmptyAsync(CancellationToken cancellationToken) => _users.WhenGoneAsync(cancellationToken);

    /// <summary>Takes a place if one is free, without waiting.</summary>
    public bool TryAcquirePermit()
    {
        if (!_permits.TryTake()) return false;
        Meters?.Waited(Address, TimeSpan.Zero, isLate: false);
        return true;
    }

    /// <summary>Waits for a place; false when the time is over, and at once when the pool is retired.</summary>
    public bool AcquirePermit(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = _timeProvider.GetTimestamp();
        bool? taken = null;
        try
        {
            taken = _permits.Take(timeout, cancellationToken);
            return taken.Value;
        }
        finally
        {
            NoteWait(begun, taken);
        }
    }

    /// <inheritdoc cref="AcquirePermit"/>
    public async ValueTask<bool> AcquirePermitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = _timeProvider.GetTimestamp();
        bool? taken = null;
        try
        {
            taken = await _permits.TakeAsync(timeout, cancellationToken).ConfigureAwait(false);
            return taken.Value;
        }
        finally
        {
            NoteWait(begun, taken);
        }
    }

    /// <summary>Opens a connection on a place already taken; a failure gives the place back.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="hostgroup">Id of the hostgroup it is for.</param>
    /// <param name="timeout">How long to wait for its turn to connect.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="wasRefused">Whether the server has told the caller already that it is full, or is shut.</param>
    /// <exception cref="LateProcessException">The connect failed, but the process had stood still.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> OpenAsync(
        bool async, int hostgroup, TimeSpan timeout, CancellationToken cancellationToken, bool wasRefused = false)
    {
        DbConnection? connection = null;
        PendingOpen? pending = null;
        var opening = Task.CompletedTask;
        ConnectTurn turn = default;
        var begun = 0L;
        var number = _gate.Enter(out var isCold);
        var isNew = wasRefused || isCold;
        _clock.Wake();
        try
        {
            connection = _source.CreateConnection();
            // Where no idle connection can be waiting the driver makes a new one, and those are rationed (D40).
            if (isNew) turn = await _gate.WaitAsync(async, timeout, wasRefused, cancellationToken).ConfigureAwait(false);
            begun = _timeProvider.GetTimestamp();
            if (async)
            {
                opening = connection.OpenAsync(cancellationToken);
                // A silent server keeps a driver's open for as long as it likes: the clock's tick and the monitor's word end it here.
                if (!opening.IsCompletedSuccessfully)
                {
                    _inFlight.Add(pending = new PendingOpen(opening, Tick), number);
                    if (IsRetired) pending.GiveUp(Closed());
                    using var giveUp = cancellationToken.UnsafeRegister(
                        static (open, token) => ((PendingOpen)open!).GiveUp(new OperationCanceledException(token)), pending);
                    await pending.Ended.ConfigureAwait(false);
                }
            }
            else
            {
                connection.Open();
            }

            _gate.Opened(isNew);
            NoteOpened(isNew, begun);
            var backend = new BackendConnection(this, connection, hostgroup) { Number = number };
            Meters?.Rented(backend);
            _inFlight.Add(backend);
            return backend;
        }
        catch (Exception exception)
        {
            if (connection is not null) _ = DisposeAfterAsync(connection, opening);
            Counters.AddOpenFailure();
            Leave();
            if (DriverError.IsFull(exception)) _gate.Refused();
            else if (Lateness(begun) is { } late && !cancellationToken.IsCancellationRequested)
                throw new LateProcessException(Address, late, exception);
            else if (begun != 0 && !IsRetired && !cancellationToken.IsCancellationRequested && !DriverError.IsLoginRefusal(exception))
                _gate.Failed(wasRefused);
            throw;
        }
        finally
        {
            _gate.End(turn);
            if (pending is not null) _inFlight.Remove(pending, number);
        }
    }

    public void Leave(BackendConnection connection)
    {
        _inFlight.Remove(connection);
        TakeCount(connection);
        Meters?.Returned(Address, connection);
        Leave();
        _gate.GivenBack();
    }

    /// <summary>Counts what a connection has answered.</summary>
    public void TakeCount(BackendConnection connection)
    {
        Counters.Add(connection.Answered);
        connection.Answered = 0;
    }

    /// <summary>What connections in use have answered that is not counted yet.</summary>
    public long Uncounted => _inFlight.InUse.Sum(backend => (long)backend.Answered);

    /// <summary>After a reset: what its connections count from before comes to nothing once they bring it.</summary>
    public void ForgetUncounted() => Counters.Add(-Uncounted);

    /// <summary>The application has the driver's connection itself from now on.</summary>
    public void HandOut(BackendConnection connection) => _inFlight.HandOut(connection);

    /// <summary>Lets nothing idle live on, nor what is being opened or proven; what is in use stays until it is returned.</summary>
    public void Retire()
    {
        if (!TryClose()) return;
        _inFlight.GiveUpOpening(Closed);
        foreach (var backend in _inFlight.InUse) backend.EndVerification();
    }

    /// <summary>The server is down: nothing idle lives on, and what waits for an answer ends now.</summary>
    public void EndAll()
    {
        TryClose();
        _inFlight.GiveUpOpening(Silent);
        foreach (var backend in _inFlight.InUse) backend.End();
        // A driver asks an idle connection whether it is still there before it hands it out, and may wait for that without end.
        foreach (var socket in Verified.Sockets) Cut(socket);
    }

    /// <summary>The server may be down: what can run elsewhere without harm need not wait to know.</summary>
    public void EndRepeatable()
    {
        _inFlight.GiveUpOpening(Silent);
        foreach (var backend in _inFlight.InUse) backend.EndRepeatable();
    }

    /// <summary>A tick of the in-flight clock.</summary>
    /// <param name="tick">Its count.</param>
    /// <param name="slowAfterTicks">How many periods a statement, or a connect, may be under way before it is slow.</param>
    /// <returns>The tick at which the latest of what is slow began; null when nothing is.</returns>
    public int? Advance(int tick, int slowAfterTicks)
    {
        _gate.Advance(tick);
        return _inFlight.Advance(tick, slowAfterTicks, _connectTicks, Late);
    }

    /// <summary>The clock rests: by the time it is woken the driver may have closed what is idle now.</summary>
    public void Cool() => _gate.Cool();

    private void Leave()
    {
        if (_gate.Leave() == 0) _users.Look();
        _permits.GiveBack();
    }

    // Drivers keep to their limit, some to twice that; what takes much longer was not for the server to hurry.
    private TimeSpan? Lateness(long begun)
    {
        var took = begun == 0 ? TimeSpan.Zero : _timeProvider.GetElapsedTime(begun);
        return took > (3 * Limits.ConnectTimeout) + TimeSpan.FromSeconds(3) ? took - Limits.ConnectTimeout : null;
    }

    // Who waits at a pool that is retired, or gives up, was not late.
    private void NoteWait(long begun, bool? taken)
    {
        var waited = _timeProvider.GetElapsedTime(begun);
        Counters.AddWait(waited);
        Meters?.Waited(Address, waited, taken == false && !IsRetired);
    }

    private void NoteOpened(bool isNew, long begun)
    {
        TimeSpan? connecting = isNew ? _timeProvider.GetElapsedTime(begun) : null;
        Counters.AddOpen(connecting);
        if (connecting is { } time) Meters?.Created(Address, time);
    }

    private bool TryClose()
    {
        if (Interlocked.Exchange(ref _isRetired, 1) != 0) return false;
        // Who waits here looks for another server, or for the pool that takes this one's place.
        _permits.Close();
        _gate.Close();
        // In the background: closing idle connections to a silent server may take the driver a while.
        _ = Task.Run(_source.End);
        return true;
    }

    private static ObjectDisposedException Closed() => new(nameof(ServerPool));

    private TimeoutException Silent() => new($"{Address} does not answer its probe; a connection to it was being opened.");

    private TimeoutException Late() => new($"{Address} made no connection within {Limits.ConnectTimeout.TotalMilliseconds:0} ms.");

    private static async Task DisposeAfterAsync(DbConnection connection, Task opening)
    {
        // In this order: an open that succeeds after its connection was disposed of would keep its place in the driver's pool.
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
