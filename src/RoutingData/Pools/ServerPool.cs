using System.Data.Common;
using RoutingData.Counting;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
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
/// <para>The monitor's news terminate things in three degrees: a suspect server's repeatable statements and opens (<see cref="TerminateRepeatable"/>), all that runs on
/// a dead one (<see cref="TerminateAll"/>), and, when the role changes, only what is idle, opening or being verified (<see cref="Retire"/>).</para>
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
    private readonly ConnectionOpener _opener;
    private int _isRetired;

    public ServerPool(
        ServerAddress address, MySqlDriver driver, string connectionString, PoolLimits limits, TimeProvider timeProvider, InFlightClock clock,
        PoolInstruments? instruments = null)
    {
        Address = address;
        BoxedAddress = address;
        Limits = limits;
        _driver = driver;
        _source = new ServerDataSource(driver, new DriverDataSourceContext(address, connectionString, isMonitor: false));
        _permits = new Permits(limits.MaxConnections, timeProvider);
        _gate = new ConnectGate(address, limits, timeProvider);
        _users = new PoolUsers(() => _gate.Users);
        _timeProvider = timeProvider;
        _connectTicks = (int)Math.Ceiling(limits.ConnectTimeout / InFlightClock.Period);
        _clock = clock;
        Instruments = instruments ?? new PoolInstruments(address, new ServerCounters(), metrics: null, timeProvider);
        Record = new ReaderRecord(timeProvider);
        _opener = new ConnectionOpener(this, _source, _gate, _inFlight, clock, timeProvider);
    }

    public ServerAddress Address { get; }

    /// <summary>The same as an object, made once: what remembers it for long keeps one reference.</summary>
    public object BoxedAddress { get; }

    public PoolLimits Limits { get; }

    /// <summary>How many of its connections are in use, or being opened.</summary>
    public int PermitsInUse => Limits.MaxConnections - _permits.Free;

    /// <summary>Which of its physical connections have been verified.</summary>
    public VerifiedConnections Verified { get; } = new();

    /// <summary>What reads have found on it of late, where that is wanted.</summary>
    public ReaderRecord Record { get; }

    /// <summary>Counts and measures what it does.</summary>
    public PoolInstruments Instruments { get; }

    /// <summary>How many statements its connections in use have answered that are not counted yet.</summary>
    public long Uncounted => _inFlight.InUse.Sum(backend => (long)backend.Answered);

    /// <summary>Forgets, after a reset, what its connections count from before: it comes to nothing once they bring it.</summary>
    public void ForgetUncounted() => Instruments.Counters.Add(-Uncounted);

    /// <summary>The connections that sessions have now.</summary>
    public IEnumerable<BackendConnection> InUse => _inFlight.InUse;

    /// <summary>How many callers wait for a permit.</summary>
    public int PermitsWanted => _permits.Waiting;

    /// <summary>The in-flight clock's count.</summary>
    public int Tick => _clock.Tick;

    /// <summary>Whether a new pool has taken its place: what is in use may end its transaction, nothing more.</summary>
    public bool IsRetired => Volatile.Read(ref _isRetired) != 0;

    /// <summary>The name of the driver that makes its connections.</summary>
    public string DriverName => _driver.Name;

    /// <summary>Returns the socket under an open connection; null where the driver shows none.</summary>
    public object? SocketOf(DbConnection connection) => _driver.SocketCut?.SocketOf(connection);

    /// <summary>Ends from outside what waits on a socket of <see cref="SocketOf"/>.</summary>
    public void Cut(object socket) => _driver.SocketCut!.Cut(socket);

    /// <summary>Whether whatever waited on a socket ends once it is cut.</summary>
    public bool EndsByCut => _driver.SocketCut is { EndsCalls: true };

    /// <summary>Returns a source that can be cancelled after a while, by the pool's clock.</summary>
    public CancellationTokenSource NewTermination() => new(Timeout.InfiniteTimeSpan, _timeProvider);

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

    /// <summary>Returns a task that ends as soon as no session uses it, for a moment at least.</summary>
    public Task WhenEmptyAsync(CancellationToken cancellationToken) => _users.WhenGoneAsync(cancellationToken);

    /// <summary>Acquires a permit if one is free, without waiting.</summary>
    public bool TryAcquirePermit()
    {
        if (!_permits.TryTake()) return false;
        Instruments.NotePermit();
        return true;
    }

    /// <summary>Waits for a permit; false when the time is over, and at once when the pool is retired.</summary>
    public async ValueTask<bool> AcquirePermitAsync(bool async, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = _timeProvider.GetTimestamp();
        var isLate = false;
        try
        {
            var taken = async
                ? await _permits.TakeAsync(timeout, cancellationToken).ConfigureAwait(false)
                : _permits.Take(timeout, cancellationToken);
            // A session that waits at a pool that is retired, or gives up, was not late.
            isLate = !taken && !IsRetired;
            return taken;
        }
        finally
        {
            Instruments.NoteWait(begun, isLate);
        }
    }

    /// <inheritdoc cref="ConnectionOpener.OpenAsync"/>
    public ValueTask<BackendConnection> OpenAsync(
        bool async, int hostgroup, TimeSpan timeout, CancellationToken cancellationToken, bool wasRefused = false) =>
        _opener.OpenAsync(async, hostgroup, timeout, wasRefused, cancellationToken);

    public void Remove(BackendConnection connection)
    {
        _inFlight.Remove(connection);
        Instruments.NoteReturned(connection);
        ReturnPermit();
        _gate.GivenBack();
    }

    /// <summary>Notes that the application has the driver's connection itself from now on.</summary>
    public void HandOut(BackendConnection connection) => _inFlight.HandOut(connection);

    /// <summary>Retires it: closes what is idle, being opened or verified; what is in use stays until it is returned.</summary>
    public void Retire()
    {
        if (!TryClose()) return;
        _inFlight.TerminateOpening(Closed);
        foreach (var backend in _inFlight.InUse) backend.TerminateVerification();
    }

    /// <summary>Terminates all that it has, because the server is down: what is idle, and what waits for an answer.</summary>
    public void TerminateAll()
    {
        TryClose();
        _inFlight.TerminateOpening(Silent);
        foreach (var backend in _inFlight.InUse) backend.Terminate();
        // A driver asks an idle connection whether it is still there before it hands it out, and may wait for that without end.
        foreach (var socket in Verified.Sockets) Cut(socket);
    }

    /// <summary>Terminates what can run elsewhere without harm, because the server may be down.</summary>
    public void TerminateRepeatable()
    {
        _inFlight.TerminateOpening(Silent);
        foreach (var backend in _inFlight.InUse) backend.TerminateRepeatable();
    }

    /// <summary>Takes a tick of the in-flight clock.</summary>
    /// <param name="tick">Its count.</param>
    /// <param name="slowAfterTicks">How many periods a statement, or a connect, may be under way before it is slow.</param>
    /// <returns>The tick at which the latest of what is slow began; null when nothing is.</returns>
    public int? Advance(int tick, int slowAfterTicks)
    {
        _gate.Advance(tick);
        return _inFlight.Advance(tick, slowAfterTicks, _connectTicks, Late);
    }

    /// <summary>Notes that the clock rests: by the time it is woken the driver may have closed what is idle now.</summary>
    public void Cool() => _gate.Cool();

    /// <summary>Gives a permit back, with the connection or without ever having got one.</summary>
    public void ReturnPermit()
    {
        if (_gate.Leave() == 0) _users.Look();
        _permits.GiveBack();
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

    /// <summary>Creates the error of an open that its retired pool ended.</summary>
    public static ObjectDisposedException Closed() => new(nameof(ServerPool));

    private TimeoutException Silent() => new($"{Address} does not answer its probe; a connection to it was being opened.");

    private TimeoutException Late() => new($"{Address} made no connection within {Limits.ConnectTimeout.TotalMilliseconds:0} ms.");
}
