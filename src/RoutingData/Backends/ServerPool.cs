using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
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
    private readonly MySqlDriver _driver;
    private readonly DbDataSource _source;
    private readonly SemaphoreSlim _places;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _connects;
    private readonly CancellationTokenSource _down = new();
    private readonly Lock _gate = new();
    private readonly HashSet<BackendConnection> _inUse = [];
    private int _warm;

    public ServerPool(ServerAddress address, MySqlDriver driver, string connectionString, PoolLimits limits, TimeProvider timeProvider)
    {
        Address = address;
        Limits = limits;
        _driver = driver;
        _source = driver.CreateDataSource(connectionString);
        _places = new SemaphoreSlim(limits.MaxConnections);
        _connects = new SemaphoreSlim(limits.MaxConcurrentConnects);
        _timeProvider = timeProvider;
        Down = _down.Token;
    }

    public ServerAddress Address { get; }

    public PoolLimits Limits { get; }

    /// <summary>Cancelled when the server is declared down.</summary>
    public CancellationToken Down { get; }

    public bool IsDown => Down.IsCancellationRequested;

    /// <summary>Whether a new pool has taken its place: what is in use may end its transaction, nothing more.</summary>
    public bool IsRetired { get; private set; }

    public int InUse
    {
        get
        {
            lock (_gate) return _inUse.Count;
        }
    }

    /// <summary>Takes a place if one is free, without waiting.</summary>
    public bool TryTakePlace() => _places.Wait(0);

    /// <summary>Waits for a place.</summary>
    public bool TakePlace(TimeSpan timeout) => _places.Wait(timeout);

    /// <inheritdoc cref="TakePlace"/>
    public Task<bool> TakePlaceAsync(TimeSpan timeout, CancellationToken cancellationToken) => _places.WaitAsync(timeout, cancellationToken);

    /// <summary>Opens a connection on a place already taken; a failure gives the place back.</summary>
    public async ValueTask<BackendConnection> OpenAsync(bool async, int hostgroup, CancellationToken cancellationToken)
    {
        var connection = _source.CreateConnection();
        var opening = Task.CompletedTask;
        var connecting = false;
        try
        {
            // Where no idle connection can be waiting the driver makes a new one, and those are rationed (D40).
            connecting = IsCold();
            if (connecting && async) await _connects.WaitAsync(cancellationToken).ConfigureAwait(false);
            else if (connecting) _connects.Wait(cancellationToken);

            if (async)
            {
                opening = connection.OpenAsync(cancellationToken);
                if (!opening.IsCompletedSuccessfully) await EndWithServerAsync(opening, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                connection.Open();
            }

            return Enter(connection, hostgroup);
        }
        catch
        {
            _places.Release();
            _ = DisposeAfterAsync(connection, opening);
            throw;
        }
        finally
        {
            if (connecting) _connects.Release();
        }
    }

    public void Leave(BackendConnection connection)
    {
        lock (_gate) _inUse.Remove(connection);
        _places.Release();
    }

    /// <summary>Lets nothing idle live on; what is in use stays until it is returned.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (IsRetired) return;
            IsRetired = true;
        }

        // In the background: closing idle connections to a silent server may take the driver a while.
        _ = Task.Run(() => _driver.ClearPool(_source));
    }

    /// <summary>The server is down: nothing idle lives on, and what waits for an answer ends now.</summary>
    public void EndAll()
    {
        Retire();
        _down.Cancel();
        if (!_driver.DisposeEndsPendingCommands) return;

        BackendConnection[] waiting;
        lock (_gate) waiting = [.. _inUse];
        foreach (var backend in waiting) _ = Task.Run(backend.Connection.Dispose);
    }

    private bool IsCold()
    {
        lock (_gate) return _inUse.Count >= _warm;
    }

    // A silent server keeps a driver's open for as long as it likes: the deadline and the monitor's word end it here.
    private async Task EndWithServerAsync(Task opening, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Down, cancellationToken);
        try
        {
            await opening.WaitAsync(Limits.ConnectTimeout, _timeProvider, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsDown && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Address} was declared down while a connection to it was being opened.");
        }
    }

    private BackendConnection Enter(DbConnection connection, int hostgroup)
    {
        var backend = new BackendConnection(this, connection, hostgroup);
        lock (_gate)
        {
            _inUse.Add(backend);
            _warm = Math.Max(_warm, _inUse.Count);
        }

        return backend;
    }

    private static async Task DisposeAfterAsync(DbConnection connection, Task opening)
    {
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
