using RoutingData.Backends;
using RoutingData.Monitor;

namespace RoutingData.Sessions;

/// <summary>The backend connections of one session: at most one for each server, kept until Close.</summary>
internal sealed class HeldConnections
{
    private readonly List<BackendConnection> _held = [];
    private long _checkedEpoch = -1;

    public IReadOnlyList<BackendConnection> All => _held;

    /// <summary>The held connection that serves a hostgroup. A reader's connection serves the writer hostgroup too when its server is the
    /// writer; the other way round it would keep every later read on the writer.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="topology">The snapshot.</param>
    /// <param name="home">The connection that holds the session's state, kept whatever its server's role.</param>
    /// <param name="demand">Which servers may answer.</param>
    public BackendConnection? For(int hostgroup, Topology topology, BackendConnection? home, in FreshnessDemand demand = default)
    {
        DropWrong(topology, home);
        foreach (var backend in _held)
        {
            if (backend.Hostgroup == hostgroup && IsUsable(backend, topology, home) && demand.IsMetBy(backend, hostgroup, topology)) return backend;
        }

        if (topology.FindPair(hostgroup)?.Pair.WriterHostgroup != hostgroup || topology.WriterOf(hostgroup) is not { } writer) return null;
        foreach (var backend in _held)
        {
            if (backend.Server == writer.Address && IsUsable(backend, topology, home)) return backend;
        }

        return null;
    }

    /// <summary>The held connection to a server.</summary>
    public BackendConnection? To(ServerAddress server)
    {
        foreach (var backend in _held)
        {
            if (backend.Server == server) return backend;
        }

        return null;
    }

    public void Add(BackendConnection backend) => _held.Add(backend);

    /// <summary>Lets go of a connection whose server has another role now.</summary>
    /// <returns>Whether it did.</returns>
    public bool DropIfWrong(BackendConnection backend, Topology topology)
    {
        if (IsRight(backend, topology)) return false;
        Drop(backend);
        return true;
    }

    /// <summary>Lets go of a connection that is gone.</summary>
    public void Drop(BackendConnection backend)
    {
        _held.Remove(backend);
        backend.Abandon();
    }

    /// <summary>Gives back every connection but one.</summary>
    public async ValueTask ReturnOthersAsync(bool async, BackendConnection? keep)
    {
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            var backend = _held[i];
            if (backend == keep) continue;
            _held.RemoveAt(i);
            try
            {
                if (backend.IsGone) backend.Abandon();
                else if (async) await backend.ReturnAsync().ConfigureAwait(false);
                else backend.Return();
            }
            catch (Exception)
            {
                // The driver could not clean it up, an XA transaction left open for one, and keeps it from its pool. Close goes on: what
                // else is held must not keep its place for ever.
            }
        }
    }

    /// <summary>Lets go of every connection, in the background.</summary>
    public void Abandon()
    {
        foreach (var backend in _held) backend.Abandon();
        _held.Clear();
    }

    // A role change leaves the session with connections to servers that have another role now.
    private void DropWrong(Topology topology, BackendConnection? home)
    {
        if (_checkedEpoch == topology.Epoch) return;
        _checkedEpoch = topology.Epoch;
        for (var i = _held.Count - 1; i >= 0; i--)
        {
            var backend = _held[i];
            if (backend == home || IsRight(backend, topology)) continue;
            _held.RemoveAt(i);
            backend.Abandon();
        }
    }

    // Of the others DropWrong has looked at the role already; a connection may break at any time.
    private static bool IsUsable(BackendConnection backend, Topology topology, BackendConnection? home) =>
        backend == home ? IsRight(backend, topology) : !backend.IsGone;

    private static bool IsRight(BackendConnection backend, Topology topology) =>
        !backend.IsGone && !backend.Pool.IsRetired && ServerChoice.IsStillRight(topology, backend.Hostgroup, backend.Server);
}
