using System.Collections.Concurrent;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>The pools of one data source, one for each server whatever hostgroups it stands in (D42), and what role changes do to them.</summary>
internal sealed class BackendPools(Func<ServerAddress, ServerPool> create)
{
    private readonly ConcurrentDictionary<ServerAddress, ServerPool> _pools = new();

    /// <summary>The pool that serves a server now.</summary>
    public ServerPool For(ServerAddress address)
    {
        while (true)
        {
            var pool = _pools.GetOrAdd(address, create);
            if (!pool.IsRetired) return pool;
            _pools.TryRemove(KeyValuePair.Create(address, pool));
        }
    }

    /// <summary>The pools in use now.</summary>
    public IEnumerable<ServerPool> All => _pools.Values;

    /// <summary>Lets a role change take effect on the connections: a demoted server's drain, a dead server's end.</summary>
    public void Follow(TopologyEvent change, Topology topology)
    {
        switch (change.Kind)
        {
            case TopologyEventKind.WriterDemoted or TopologyEventKind.Conflict:
                if (_pools.TryGetValue(change.Server, out var demoted)) demoted.Retire();
                break;
            case TopologyEventKind.Suspected:
                if (_pools.TryGetValue(change.Server, out var suspect)) suspect.EndRepeatable();
                break;
            case TopologyEventKind.Shunned or TopologyEventKind.WriterLost:
                if (_pools.TryGetValue(change.Server, out var dead)) dead.EndAll();
                break;
            case TopologyEventKind.WriterElected:
                foreach (var (address, pool) in _pools)
                {
                    if (address != change.Server && topology.Find(address) is { Health: ServerHealth.Suspect }) pool.EndAll();
                }

                break;
        }
    }

    /// <summary>Ends every pool; connections in use end when they are returned.</summary>
    public void Retire()
    {
        foreach (var pool in _pools.Values) pool.Retire();
    }
}
