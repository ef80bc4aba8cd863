using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Backends;

/// <summary>
/// The backend connections to one server. It bounds how many there are and ends them when the server is down; keeping idle ones for
/// the next session is the driver's own pool's work. A pool serves until it is retired, then a new one takes its place, so that no
/// idle connection outlives the role it was opened for (D28).
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Sessions use it after its retirement; none of its fields holds anything but memory.")]
internal sealed class ServerPool
{
    // Ticks of the in-flight clock: a minute.
    private const int WarmFor = 600;

    private readonly MySqlDriver _driver;
    private readonly DbDataSource _source;
    private readonly SemaphoreSlim _places;
    private readonly TimeProvider _timeProvider;
    private readonly InFlightClock _clock;
    private readonly SemaphoreSlim _connects;
    private readonly int _connectTicks;
    private readonly Lock _gate = new();
    private readonly HashSet<BackendConnection> _inUse = [];
    private readonly HashSet<PendingOpen> _opening = [];
    private int _entering;
    private int _inDriver;
    private TaskCompletionSource? _emptied;
    private int _peak;
    private int _warm;

    public ServerPool(
        ServerAddress address, MySqlDriver driver, string connectionString, PoolLimits limits, TimeProvider timeProvider, InFlightClock clock)
    {
        Address = address;
        Limits = limits;
        _driver = driver;
        _source = driver.CreateDataSource(connectionString);
        Proven = new ProvenConnections(driver, limits.MaxConnections);
        _places = new SemaphoreSlim(limits.MaxConnections);
        _connects = new SemaphoreSlim(limits.MaxConcurrentConnects);
        _connectTicks = (int)Math.Ceiling(limits.ConnectTimeout / InFlightClock.Period);
        _timeProvider = timeProvider;
        _clock = clock;
    }

    public ServerAddress Address { get; }

    public PoolLimits Limits { get; }

    /// <summary>Which of its physical connections have been proven.</summary>
    public ProvenConnections Proven { get; }

    /// <summary>The in-flight clock's count.</summary>
    public int Tick => _clock.Tick;

    /// <summary>Whether a new pool has taken its place: what is in use may end its transaction, nothing more.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Whether the driver lets a new connection take part in the transaction around its Open.</summary>
    public bool AutoEnlists { get; init; } = true;

    /// <summary>Whether disposing a connection ends what waits on it.</summary>
    public bool DisposeEndsPendingCommands => _driver.DisposeEndsPendingCommands;

    /// <summary>Whether nobody uses it any more.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _inUse.Count == 0 && _entering == 0;
        }
    }

    /// <summary>Over as soon as nobody uses it, for a moment at least.</summary>
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
    public bool TryTakePlace() => _places.Wait(0);

    /// <summary>Waits for a place.</summary>
    public bool TakePlace(TimeSpan timeout) => _places.Wait(timeout);

    /// <inheritdoc cref="TakePlace"/>
    public Task<bool> TakePlaceAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        EnterAsync(_places, timeout, cancellationToken);

    /// <summary>Opens a connection on a place already taken; a failure gives the place back.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="hostgroup">Id of the hostgroup it is for.</param>
    /// <param name="patience">How long to wait for its turn to connect.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> OpenAsync(bool async, int hostgroup, TimeSpan patience, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        PendingOpen? pending = null;
        BackendConnection? backend = null;
        var opening = Task.CompletedTask;
        var connecting = false;
        var cold = TryEnterCold();
        try
        {
            connection = _source.CreateConnection();
            // Where no idle connection can be waiting the driver makes a new one, and those are rationed (D40).
            if (cold)
            {
                connecting = async
                    ? await EnterAsync(_connects, patience, cancellationToken).ConfigureAwait(false)
                    : _connects.Wait(patience, cancellationToken);
                if (!connecting)
                    throw new TimeoutException($"{Limits.MaxConcurrentConnects} connects to {Address} were under way all the time.");
                lock (_gate) _inDriver++;
            }

            if (async)
            {
                opening = connection.OpenAsync(cancellationToken);
                // A silent server keeps a driver's open for as long as it likes: the clock's tick and the monitor's word end it here.
                if (!opening.IsCompletedSuccessfully)
                {
                    pending = Watch(opening);
                    using var giveUp = cancellationToken.UnsafeRegister(
                        static (open, token) => ((PendingOpen)open!).GiveUp(new OperationCanceledException(token)), pending);
                    await pending.Ended.ConfigureAwait(false);
                }
            }
            else
            {
                connection.Open();
            }

            return backend = new BackendConnection(this, connection, hostgroup);
        }
        catch
        {
            _places.Release();
            if (connection is not null) _ = DisposeAfterAsync(connection, opening);
            throw;
        }
        finally
        {
            if (connecting) _connects.Release();
            EndEntering(backend, pending, wasInDriver: connecting || !cold);
        }
    }

    public void Leave(BackendConnection connection)
    {
        lock (_gate)
        {
            _inUse.Remove(connection);
            TellIfEmpty();
        }

        _places.Release();
    }

    /// <summary>Lets nothing idle live on, nor what is being opened or proven; what is in use stays until it is returned.</summary>
    public void Retire()
    {
        if (!TryClose()) return;
        EndOpening(() => new ObjectDisposedException(nameof(ServerPool)));
        foreach (var backend in Snapshot()) backend.EndProof();
    }

    /// <summary>The server is down: nothing idle lives on, and what waits for an answer ends now.</summary>
    public void EndAll()
    {
        TryClose();
        EndOpening(Silent);
        foreach (var backend in Snapshot()) backend.End();
    }

    /// <summary>The server may be down: what can run elsewhere without harm need not wait to know.</summary>
    public void EndRepeatable()
    {
        EndOpening(Silent);
        var ended = false;
        foreach (var backend in Snapshot()) ended |= backend.EndRepeatable();

        // MySqlConnector's pool takes a connection back with its pending command, and closes it only when the pool itself is disposed of.
        if (ended) TryClose();
    }

    /// <summary>A tick of the in-flight clock.</summary>
    /// <param name="tick">Its count.</param>
    /// <param name="patience">How many periods a statement, or a connect, may be under way before it is slow.</param>
    /// <returns>The tick at which the latest of what is slow began; null when nothing is.</returns>
    public int? Advance(int tick, int patience)
    {
        lock (_gate)
        {
            // The driver closes what nobody has used for a while: what was warm a minute ago may be cold.
            if (tick % WarmFor == 0) (_warm, _peak) = (Math.Max(_peak, _inUse.Count), 0);
            int? latest = null;
            foreach (var backend in _inUse) Note(backend.RunningSince);
            foreach (var open in _opening)
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
    }

    /// <summary>The clock rests: by the time it is woken the driver may have closed what is idle now.</summary>
    public void Cool()
    {
        lock (_gate) (_warm, _peak) = (_inUse.Count, _inUse.Count);
    }

    // A semaphore's own timeout knows no clock but the system's.
    private async Task<bool> EnterAsync(SemaphoreSlim semaphore, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (semaphore.Wait(0, cancellationToken)) return true;
        using var deadline = new CancellationTokenSource(timeout, _timeProvider);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await semaphore.WaitAsync(ending.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private void TellIfEmpty()
    {
        if (_emptied is null || _inUse.Count > 0 || _entering > 0) return;
        _emptied.SetResult();
        _emptied = null;
    }

    private BackendConnection[] Snapshot()
    {
        lock (_gate) return [.. _inUse];
    }

    private bool TryClose()
    {
        lock (_gate)
        {
            if (IsRetired) return false;
            IsRetired = true;
        }

        // In the background: closing idle connections to a silent server may take the driver a while.
        _ = Task.Run(() => _driver.ClearPool(_source));
        return true;
    }

    // Nothing has been sent by an open: it can always be tried elsewhere.
    private void EndOpening(Func<Exception> reason)
    {
        lock (_gate)
        {
            foreach (var open in _opening) open.GiveUp(reason());
        }
    }

    private TimeoutException Silent() => new($"{Address} does not answer its probe; a connection to it was being opened.");

    private bool TryEnterCold()
    {
        bool cold;
        lock (_gate)
        {
            cold = _inUse.Count + _entering++ >= _warm;
            if (!cold) _inDriver++;
        }

        _clock.Wake();
        return cold;
    }

    private PendingOpen Watch(Task opening)
    {
        var open = new PendingOpen(opening, Tick);
        lock (_gate) _opening.Add(open);
        return open;
    }

    private void EndEntering(BackendConnection? backend, PendingOpen? pending, bool wasInDriver)
    {
        lock (_gate)
        {
            if (pending is not null) _opening.Remove(pending);
            if (backend is not null)
            {
                _inUse.Add(backend);
                // Each that the driver opens now has, or makes, a physical connection of its own; this one is among them still.
                var physical = _inUse.Count + _inDriver - 1;
                _peak = Math.Max(_peak, physical);
                _warm = Math.Max(_warm, physical);
            }

            _entering--;
            if (wasInDriver) _inDriver--;
            TellIfEmpty();
        }
    }

    private static async Task DisposeAfterAsync(DbConnection connection, Task opening)
    {
        // In this order: an open that succeeds after its connection was disposed of would keep its place in the driver's pool.
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
