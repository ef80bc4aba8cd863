using System.Data.Common;
using System.Runtime.CompilerServices;
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
internal sealed class ServerPool
{
    // Ticks of the in-flight clock: a minute.
    private const int WarmFor = 600;

    private readonly MySqlDriver _driver;
    private readonly DbDataSource _source;
    private readonly Places _places;
    private readonly Places _connects;
    private readonly FullServer _full;
    private readonly Door _door;
    private readonly TimeProvider _timeProvider;
    private readonly InFlightClock _clock;
    private readonly int _connectTicks;
    private readonly StripedSet<BackendConnection> _inUse = new();
    private readonly HandedOutConnections _handedOut = new();
    private readonly StripedSet<PendingOpen> _opening = new();
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource? _emptied;
    private volatile bool _isRetired;
    private int _users;
    private int _rationed;
    private int _peak;
    private int _warm;

    public ServerPool(
        ServerAddress address, MySqlDriver driver, string connectionString, PoolLimits limits, TimeProvider timeProvider, InFlightClock clock)
    {
        Address = address;
        Limits = limits;
        _driver = driver;
        _source = driver.CreateDataSource(connectionString);
        _places = new Places(limits.MaxConnections, timeProvider);
        _connects = new Places(limits.MaxConcurrentConnects, timeProvider);
        _full = new FullServer(timeProvider);
        _door = new Door(timeProvider);
        _timeProvider = timeProvider;
        _connectTicks = (int)Math.Ceiling(limits.ConnectTimeout / InFlightClock.Period);
        _clock = clock;
    }

    public ServerAddress Address { get; }

    public PoolLimits Limits { get; }

    /// <summary>How many of its connections are in use, or being opened.</summary>
    public int TakenPlaces => Limits.MaxConnections - _places.Free;

    /// <summary>Which of its physical connections have been proven.</summary>
    public ProvenConnections Proven { get; } = new();

    /// <summary>The in-flight clock's count.</summary>
    public int Tick => _clock.Tick;

    /// <summary>Whether a new pool has taken its place: what is in use may end its transaction, nothing more.</summary>
    public bool IsRetired => _isRetired;

    /// <summary>The name of the driver that makes its connections.</summary>
    public string DriverName => _driver.Name;

    /// <summary>The socket under an open connection; null where the driver shows none.</summary>
    public object? SocketOf(DbConnection connection) => _driver.SocketCut?.SocketOf(connection);

    /// <summary>Ends from outside what waits on a socket of <see cref="SocketOf"/>.</summary>
    public void Cut(object socket) => _driver.SocketCut!.Cut(socket);

    /// <summary>Whether something waits to be read on a socket of <see cref="SocketOf"/>.</summary>
    public bool HasNews(object socket) => _driver.SocketCut!.HasNews(socket);

    /// <summary>Whether one more connection would be a new one, for which the caller may have to wait.</summary>
    public bool IsCold => Volatile.Read(ref _users) >= Volatile.Read(ref _warm);

    /// <summary>Whether one more connection would be a new one, and the last such failed.</summary>
    public bool IsShut => _door.IsShut && IsCold;

    /// <summary>Where it is shut: whether the caller is the one to try again now.</summary>
    public bool TryKnock() => _door.TryKnock();

    /// <summary>Whether no session uses it any more.</summary>
    public bool IsEmpty
    {
        get
        {
            // What the caller has written before must be seen by a thread that enters now.
            Interlocked.MemoryBarrier();
            return Volatile.Read(ref _users) == 0;
        }
    }

    /// <summary>Over as soon as no session uses it, for a moment at least.</summary>
    public Task WhenEmptyAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var emptied = _emptied.Task.WaitAsync(cancellationToken);
            TellIfEmpty();
            return emptied;
        }
    }

    /// <summary>Takes a place if one is free, without waiting.</summary>
    public bool TryTakePlace() => _places.TryTake();

    /// <summary>Waits for a place; false when the time is over, and at once when the pool is retired.</summary>
    public bool TakePlace(TimeSpan timeout, CancellationToken cancellationToken) => _places.Take(timeout, cancellationToken);

    /// <inheritdoc cref="TakePlace"/>
    public ValueTask<bool> TakePlaceAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _places.TakeAsync(timeout, cancellationToken);

    /// <summary>Opens a connection on a place already taken; a failure gives the place back.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="hostgroup">Id of the hostgroup it is for.</param>
    /// <param name="patience">How long to wait for its turn to connect.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="wasRefused">Whether the server has told the caller already that it is full, or is shut.</param>
    /// <exception cref="LateProcessException">The connect failed, but the process had stood still.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> OpenAsync(
        bool async, int hostgroup, TimeSpan patience, CancellationToken cancellationToken, bool wasRefused = false)
    {
        DbConnection? connection = null;
        PendingOpen? pending = null;
        var opening = Task.CompletedTask;
        var (inLine, connecting) = (false, false);
        var begun = 0L;
        var number = Interlocked.Increment(ref _users);
        var cold = wasRefused || number > Volatile.Read(ref _warm);
        _clock.Wake();
        try
        {
            connection = _source.CreateConnection();
            // Where no idle connection can be waiting the driver makes a new one, and those are rationed (D40).
            if (cold)
            {
                Interlocked.Increment(ref _rationed);
                try
                {
                    // Who finds no end of the line in its time tries once all the same: the server's refusal is the error to tell.
                    if (wasRefused || _full.IsFull)
                        inLine = await _full.StandInLineAsync(async, patience, cancellationToken).ConfigureAwait(false);
                    connecting = async
                        ? await _connects.TakeAsync(patience, cancellationToken).ConfigureAwait(false)
                        : _connects.Take(patience, cancellationToken);
                }
                finally
                {
                    Interlocked.Decrement(ref _rationed);
                }

                if (!connecting)
                {
                    throw _isRetired
                        ? Closed()
                        : new TimeoutException($"{Limits.MaxConcurrentConnects} connects to {Address} were under way all the time.");
                }
            }

            begun = _timeProvider.GetTimestamp();
            if (async)
            {
                opening = connection.OpenAsync(cancellationToken);
                // A silent server keeps a driver's open for as long as it likes: the clock's tick and the monitor's word end it here.
                if (!opening.IsCompletedSuccessfully)
                {
                    _opening.Add(pending = new PendingOpen(opening, Tick), number);
                    if (_isRetired) pending.GiveUp(Closed());
                    using var giveUp = cancellationToken.UnsafeRegister(
                        static (open, token) => ((PendingOpen)open!).GiveUp(new OperationCanceledException(token)), pending);
                    await pending.Ended.ConfigureAwait(false);
                }
            }
            else
            {
                connection.Open();
            }

            if (cold)
            {
                _full.LetIn();
                _door.Opened();
            }

            NoteWarm();
            var backend = new BackendConnection(this, connection, hostgroup) { Number = number };
            _inUse.Add(backend, number);
            return backend;
        }
        catch (Exception exception)
        {
            if (connection is not null) _ = DisposeAfterAsync(connection, opening);
            Leave();
            if (DriverError.IsFull(exception)) _full.Refused();
            else if (Lateness(begun) is { } late && !cancellationToken.IsCancellationRequested)
                throw new LateProcessException(Address, late, exception);
            else if (begun != 0 && !_isRetired && !cancellationToken.IsCancellationRequested && !DriverError.IsLoginRefusal(exception))
                NoteShut(wasRefused);
            throw;
        }
        finally
        {
            if (inLine) _full.Leave();
            if (connecting) _connects.GiveBack();
            if (pending is not null) _opening.Remove(pending, number);
        }
    }

    public void Leave(BackendConnection connection)
    {
        if (connection.IsHandedOut) _handedOut.Remove(connection);
        else _inUse.Remove(connection, connection.Number);
        Leave();
        _full.GivenBack();
    }

    /// <summary>The application has the driver's connection itself from now on.</summary>
    public void HandOut(BackendConnection connection)
    {
        _handedOut.Add(connection);
        _inUse.Remove(connection, connection.Number);
    }

    /// <summary>Lets nothing idle live on, nor what is being opened or proven; what is in use stays until it is returned.</summary>
    public void Retire()
    {
        if (!TryClose()) return;
        EndOpening(Closed);
        foreach (var backend in InUse) backend.EndProof();
    }

    /// <summary>The server is down: nothing idle lives on, and what waits for an answer ends now.</summary>
    public void EndAll()
    {
        TryClose();
        EndOpening(Silent);
        foreach (var backend in InUse) backend.End();
    }

    /// <summary>The server may be down: what can run elsewhere without harm need not wait to know.</summary>
    public void EndRepeatable()
    {
        EndOpening(Silent);
        foreach (var backend in InUse) backend.EndRepeatable();
    }

    /// <summary>A tick of the in-flight clock.</summary>
    /// <param name="tick">Its count.</param>
    /// <param name="patience">How many periods a statement, or a connect, may be under way before it is slow.</param>
    /// <returns>The tick at which the latest of what is slow began; null when nothing is.</returns>
    public int? Advance(int tick, int patience)
    {
        // The driver closes what has not been used for a while: what was warm a minute ago may be cold.
        if (tick % WarmFor == 0) Volatile.Write(ref _warm, Math.Max(Interlocked.Exchange(ref _peak, 0), Volatile.Read(ref _users)));
        int? latest = null;
        foreach (var backend in InUse) Note(backend.RunningSince);
        foreach (var open in _opening.ToList())
        {
            Note(open.Since);
            if (tick - open.Since > _connectTicks)
                open.GiveUp(new TimeoutException($"{Address} made no connection within {Limits.ConnectTimeout.TotalMilliseconds:0} ms."));
        }

        return latest;

        void Note(int? since)
        {
            if (since <= tick - patience && !(since <= latest)) latest = since;
        }
    }

    /// <summary>The clock rests: by the time it is woken the driver may have closed what is idle now.</summary>
    public void Cool()
    {
        var users = Volatile.Read(ref _users);
        Volatile.Write(ref _peak, users);
        Volatile.Write(ref _warm, users);
    }

    private void NoteShut(bool wasRefused)
    {
        _door.Failed();
        // The driver had no idle one left, however many there were.
        Volatile.Write(ref _warm, Volatile.Read(ref _users));
        // Who has nowhere else to go waits for it as for a full one.
        if (wasRefused) _full.Refused();
    }

    private IEnumerable<BackendConnection> InUse => _inUse.ToList().Concat(_handedOut.ToList());

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0 && _emptied is not null)
        {
            lock (_gate) TellIfEmpty();
        }

        _places.GiveBack();
    }

    // Drivers keep to their limit, some to twice that; what takes much longer was not for the server to hurry.
    private TimeSpan? Lateness(long begun)
    {
        var took = begun == 0 ? TimeSpan.Zero : _timeProvider.GetElapsedTime(begun);
        return took > (3 * Limits.ConnectTimeout) + TimeSpan.FromSeconds(3) ? took - Limits.ConnectTimeout : null;
    }

    private void TellIfEmpty()
    {
        if (_emptied is null || !IsEmpty) return;
        _emptied.SetResult();
        _emptied = null;
    }

    private bool TryClose()
    {
        lock (_gate)
        {
            if (_isRetired) return false;
            _isRetired = true;
        }

        // Who waits here looks for another server, or for the pool that takes this one's place.
        _places.Close();
        _connects.Close();
        _full.Close();
        // In the background: closing idle connections to a silent server may take the driver a while.
        _ = Task.Run(() => _driver.ClearPool(_source));
        return true;
    }

    // Nothing has been sent by an open: it can always be tried elsewhere.
    private void EndOpening(Func<Exception> reason)
    {
        foreach (var open in _opening.ToList()) open.GiveUp(reason());
    }

    private static ObjectDisposedException Closed() => new(nameof(ServerPool));

    private TimeoutException Silent() => new($"{Address} does not answer its probe; a connection to it was being opened.");

    // Each that the driver opens or has open now has a physical connection of its own; who waits for the ration has none.
    private void NoteWarm()
    {
        var physical = Volatile.Read(ref _users) - Volatile.Read(ref _rationed);
        Raise(ref _peak, physical);
        Raise(ref _warm, physical);
    }

    private static void Raise(ref int most, int value)
    {
        var known = Volatile.Read(ref most);
        while (known < value)
        {
            var found = Interlocked.CompareExchange(ref most, value, known);
            if (found == known) return;
            known = found;
        }
    }

    private static async Task DisposeAfterAsync(DbConnection connection, Task opening)
    {
        // In this order: an open that succeeds after its connection was disposed of would keep its place in the driver's pool.
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
