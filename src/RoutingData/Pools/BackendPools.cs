using System.Collections.Concurrent;
using RoutingData.Monitor;
using RoutingData.Monitor.Topology;

namespace RoutingData.Pools;

/// <summary>The pools of one data source, one for each server whatever hostgroups it stands in, and what role changes do to
/// them.</summary>
/// <param name="create">Makes the pool of a server.</param>
/// <param name="isConfigured">Whether a server is one of the fleet now.</param>
internal sealed class BackendPools(Func<ServerAddress, ServerPool> create, Func<ServerAddress, bool> isConfigured)
{
    private readonly ConcurrentDictionary<ServerAddress, ServerPool> _pools = new();
    private readonly ConcurrentDictionary<ServerPool, bool> _former = new();
    private readonly Lock _gate = new();
    private bool _ended;

    /// <summary>The pools in use now, with those that were replaced while something still ran on them.</summary>
    public IEnumerable<ServerPool> All
    {
        get
        {
            foreach (var former in _former.Keys)
            {
                if (former.IsEmpty) _former.TryRemove(former, out _);
            }

            return _pools.Values.Concat(_former.Keys);
        }
    }

    /// <summary>Returns how many connections to a server are in use, or being opened.</summary>
    public int PermitsInUseOf(ServerAddress address) => _pools.TryGetValue(address, out var pool) ? pool.PermitsInUse : 0;

    /// <summary>Returns how long reads of late have taken on a server; zero where nothing is known.</summary>
    public TimeSpan LatencyOf(ServerAddress address) => _pools.TryGetValue(address, out var pool) ? pool.Record.Now : TimeSpan.Zero;

    /// <summary>Returns what reads have found on a server of late; null where nothing has been opened yet.</summary>
    public ReaderRecord? RecordOf(ServerAddress address) => _pools.TryGetValue(address, out var pool) ? pool.Record : null;

    /// <summary>Returns the pool that serves a server now.</summary>
    /// <exception cref="ObjectDisposedException">The data source has been disposed of.</exception>
    public ServerPool For(ServerAddress address)
    {
        if (_pools.TryGetValue(address, out var pool) && !pool.IsRetired) return pool;

        lock (_gate)
        {
            if (_ended) throw DataSourceEnd.Error();
            if (_pools.TryGetValue(address, out pool))
            {
                if (!pool.IsRetired) return pool;
                _former.TryAdd(pool, true);
            }

            pool = create(address);
            if (isConfigured(address)) return _pools[address] = pool;

            // A reload has taken it out since it was chosen: a session that finds the pool retired chooses anew.
            pool.Retire();
            _pools.TryRemove(address, out _);
            return pool;
        }
    }

    /// <summary>Applies a role change to the connections: retires the pool of a demoted server, terminates what runs on a dead one.</summary>
    public void Follow(TopologyEvent change, TopologySnapshot topology)
    {
        foreach (var pool in All)
        {
            switch (change.Kind)
            {
                case TopologyEventKind.WriterDemoted or TopologyEventKind.Conflict when IsOneWith(pool.Address, change.Server, topology):
                case TopologyEventKind.Replaced or TopologyEventKind.Drained when pool.Address == change.Server:
                    pool.Retire();
                    break;
                case TopologyEventKind.Suspected when pool.Address == change.Server:
                    pool.TerminateRepeatable();
                    break;
                case TopologyEventKind.Shunned or TopologyEventKind.WriterLost when pool.Address == change.Server:
                    pool.TerminateAll();
                    break;
                case TopologyEventKind.WriterElected when WasReplaced(pool.Address, change, topology):
                    pool.TerminateAll();
                    break;
            }
        }
    }

    // Its other name may have served for the same role.
    private static bool IsOneWith(ServerAddress address, ServerAddress changed, TopologySnapshot topology) => address == changed ||
        (topology.Find(address) is { } one && topology.Find(changed) is { } other && Aliases.AreOne(one, other));

    // Another server has taken its place, and it does not answer. A suspect reader has lost nothing, nor has another name of the winner.
    private static bool WasReplaced(ServerAddress address, TopologyEvent election, TopologySnapshot topology) =>
        topology.FindPair(election.Hostgroup!.Value)?.FormerWriter == address &&
        topology.Find(address) is { Health: ServerHealth.Suspect } former &&
        !Aliases.AreOne(former, topology.Find(election.Server)!);

    /// <summary>Returns a task that ends when no session has a connection to a server any more.</summary>
    public Task WhenEmptyAsync(ServerAddress address, CancellationToken cancellationToken) => Task.WhenAll(
        All.Where(pool => pool.Address == address).Select(pool => pool.WhenEmptyAsync(cancellationToken)));

    /// <summary>Replaces every pool; connections in use end when they are returned.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            foreach (var pool in _pools.Values) pool.Retire();
        }
    }

    /// <summary>Retires the pools of servers that a reload has taken out: what runs there may end, and then nothing of them stays.</summary>
    public void RetireRemoved()
    {
        lock (_gate)
        {
            foreach (var (address, pool) in _pools)
            {
                if (isConfigured(address)) continue;
                pool.Retire();
                _former.TryAdd(pool, true);
                _pools.TryRemove(address, out _);
            }
        }
    }

    /// <summary>As <see cref="Retire"/>, for good: there are no pools any more.</summary>
    public void RetireForGood()
    {
        lock (_gate) _ended = true;
        Retire();
    }
}
