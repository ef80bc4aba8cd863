using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Sessions;

/// <summary>The backend connections of one session: at most one for each server, kept until Close. A part of the session itself, which holds one or
/// two as a rule.</summary>
internal struct HeldConnections
{
    private Pair _pair;
    // All of them, where there are more than two.
    private BackendConnection[]? _many;
    private int _count;
    private long _checkedEpoch = -1;

    public HeldConnections()
    {
    }

    /// <summary>Whether there is none. Any thread may ask.</summary>
    public bool AreNone => Volatile.Read(ref _count) == 0;

    [UnscopedRef]
    public ReadOnlySpan<BackendConnection> All => Slots[.._count];

    [UnscopedRef]
    private Span<BackendConnection> Slots => _many is null ? _pair : _many;

    /// <summary>Returns the held connection that serves a hostgroup. A reader's connection serves the writer hostgroup too when its server is the
    /// writer; the other way round it would keep every later read on the writer.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <param name="topology">The snapshot.</param>
    /// <param name="home">The connection that holds the session's state, kept whatever its server's role.</param>
    /// <param name="demand">Which servers may answer.</param>
    public BackendConnection? For(int hostgroup, TopologySnapshot topology, BackendConnection? home, in FreshnessDemand demand = default)
    {
        DetachWrong(topology, home);
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

    /// <summary>Returns the held connection to a server.</summary>
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
        if (_count == Slots.Length)
        {
            var more = new BackendConnection[2 * _count];
            Slots.CopyTo(more);
            (_many, _pair) = (more, default);
        }

        Slots[_count++] = backend;
    }

    /// <summary>Detaches a connection whose server has another role now.</summary>
    /// <returns>Whether it did.</returns>
    public bool DetachIfWrong(BackendConnection backend, TopologySnapshot topology)
    {
        if (IsRight(backend, topology)) return false;
        Detach(backend);
        return true;
    }

    /// <summary>Detaches a connection, and disposes of it in the background.</summary>
    public void Detach(BackendConnection backend)
    {
        Remove(backend);
        backend.DisposeInBackground();
    }

    /// <summary>Removes one of the connections, but not the one to keep.</summary>
    /// <param name="keep">The one to keep.</param>
    /// <param name="hostgroup">Hostgroup id of those that may be removed; null for all.</param>
    /// <returns>Null when there is none but that.</returns>
    public BackendConnection? TakeOther(BackendConnection? keep, int? hostgroup = null)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            var backend = All[i];
            if (backend == keep || (hostgroup is { } only && backend.Hostgroup != only)) continue;
            RemoveAt(i);
            return backend;
        }

        return null;
    }

    /// <summary>Removes a connection that is held elsewhere from now on.</summary>
    public void Remove(BackendConnection backend)
    {
        var index = All.IndexOf(backend);
        if (index >= 0) RemoveAt(index);
    }

    /// <summary>Returns a connection that no session holds.</summary>
    public static void Return(BackendConnection backend) => SyncResult.Of(ReturnAsync(async: false, backend));

    /// <summary>Disposes of every connection in the background.</summary>
    public void DisposeInBackground()
    {
        foreach (var backend in All) backend.DisposeInBackground();
        (_pair, _many, _count) = (default, null, 0);
    }

    /// <inheritdoc cref="Return"/>
    public static async ValueTask ReturnAsync(bool async, BackendConnection backend)
    {
        try
        {
            await backend.ReturnAsync(async).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The driver could not clean it up, an XA transaction left open for one, and keeps it from its pool. Close goes on: what
            // else is held must not keep its place for ever.
        }
    }

    // A role change leaves the session with connections to servers that have another role now.
    private void DetachWrong(TopologySnapshot topology, BackendConnection? home)
    {
        if (_checkedEpoch == topology.Epoch) return;
        _checkedEpoch = topology.Epoch;
        for (var i = _count - 1; i >= 0; i--)
        {
            var backend = All[i];
            if (backend == home || IsRight(backend, topology)) continue;
            RemoveAt(i);
            backend.DisposeInBackground();
        }
    }

    private void RemoveAt(int index)
    {
        var slots = Slots;
        slots[(index + 1).._count].CopyTo(slots[index..]);
        slots[--_count] = null!;
    }

    // Of the others DetachWrong has looked at the role already; a connection may break at any time.
    private static bool IsUsable(BackendConnection backend, TopologySnapshot topology, BackendConnection? home) =>
        backend == home ? IsRight(backend, topology) : !backend.IsGone;

    private static bool IsRight(BackendConnection backend, TopologySnapshot topology) =>
        !backend.IsGone && !backend.Pool.IsRetired && ServerChoice.IsStillRight(topology, backend.Hostgroup, backend.Server);

    [InlineArray(2)]
    private struct Pair
    {
        private BackendConnection _first;
    }
}
