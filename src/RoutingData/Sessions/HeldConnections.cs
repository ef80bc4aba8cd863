using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Sessions;

/// <summary>The backend connections of one session: at most one for each server, kept until Close.</summary>
internal sealed class HeldConnections
{
    // Not a list: a session holds one or two.
    private BackendConnection[] _held = [];
    private int _count;
    private long _checkedEpoch = -1;

    public ReadOnlySpan<BackendConnection> All => _held.AsSpan(0, _count);

    /// <summary>Whether there is none. Any thread may ask.</summary>
    public bool AreNone => Volatile.Read(ref _count) == 0;

    /// <summary>The held connection that serves a hostgroup. A reader's connection serves the writer hostgroup too when its server is the
    /// writer; the other way round it would keep every later read on the writer.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="topology">The snapshot.</param>
    /// <param name="home">The connection that holds the session's state, kept whatever its server's role.</param>
    /// <param name="demand">Which servers may answer.</param>
    public BackendConnection? For(int hostgroup, TopologySnapshot topology, BackendConnection? home, in FreshnessDemand demand = default)
    {
        DropWrong(topology, home);
        foreach (var backend in All)
        {
            if (backend.Hostgroup == hostgroup && IsUsable(backend, topology, home) && demand.IsMetBy(backend, hostgroup, topology)) return backend;
        }

        if (topology.FindPair(hostgroup)?.Pair.WriterHostgroup != hostgroup || topology.WriterOf(hostgroup) is not { } writer) return null;
        foreach (var backend in All)
        {
            if (backend.Server == writer.Address && !backend.IsOfOther && IsUsable(backend, topology, home)) return backend;
        }

        return null;
    }

    /// <summary>The held connection to a server.</summary>
    public BackendConnection? To(ServerAddress server)
    {
        foreach (var backend in All)
        {
            if (backend.Server == server) return backend;
        }

        return null;
    }

    public void Add(BackendConnection backend)
    {
        if (_count == _held.Length) Array.Resize(ref _held, Math.Max(2, 2 * _count));
        _held[_count++] = backend;
    }

    /// <summary>Lets go of a connection whose server has another role now.</summary>
    /// <returns>Whether it did.</returns>
    public bool DropIfWrong(BackendConnection backend, TopologySnapshot topology)
    {
        if (IsRight(backend, topology)) return false;
        Drop(backend);
        return true;
    }

    /// <summary>Lets go of a connection that is gone.</summary>
    public void Drop(BackendConnection backend)
    {
        Remove(backend);
        backend.Abandon();
    }

    /// <summary>Gives back every connection but one.</summary>
    public async ValueTask ReturnOthersAsync(bool async, BackendConnection? keep)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            var backend = _held[i];
            if (backend == keep) continue;
            RemoveAt(i);
            await GiveBackAsync(async, backend).ConfigureAwait(false);
        }
    }

    /// <summary>It is held elsewhere from now on.</summary>
    public void Remove(BackendConnection backend)
    {
        var index = All.IndexOf(backend);
        if (index >= 0) RemoveAt(index);
    }

    /// <summary>Gives a connection back that no session holds.</summary>
    public static void GiveBack(BackendConnection backend) => SyncResult.Of(GiveBackAsync(async: false, backend));

    /// <summary>Lets go of every connection, in the background.</summary>
    public void Abandon()
    {
        foreach (var backend in All) backend.Abandon();
        Array.Clear(_held);
        _count = 0;
    }

    private static async ValueTask GiveBackAsync(bool async, BackendConnection backend)
    {
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

    // A role change leaves the session with connections to servers that have another role now.
    private void DropWrong(TopologySnapshot topology, BackendConnection? home)
    {
        if (_checkedEpoch == topology.Epoch) return;
        _checkedEpoch = topology.Epoch;
        for (var i = _count - 1; i >= 0; i--)
        {
            var backend = _held[i];
            if (backend == home || IsRight(backend, topology)) continue;
            RemoveAt(i);
            backend.Abandon();
        }
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_held, index + 1, _held, index, _count - index);
        _held[_count] = null!;
    }

    // Of the others DropWrong has looked at the role already; a connection may break at any time.
    private static bool IsUsable(BackendConnection backend, TopologySnapshot topology, BackendConnection? home) =>
        backend == home ? IsRight(backend, topology) : !backend.IsGone;

    private static bool IsRight(BackendConnection backend, TopologySnapshot topology) =>
        !backend.IsGone && !backend.Pool.IsRetired && ServerChoice.IsStillRight(topology, backend.Hostgroup, backend.Server);
}
