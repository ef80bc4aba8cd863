using System.Runtime.CompilerServices;

namespace RoutingData.Pools;

/// <summary>
/// The physical connections of a pool that have been verified. The driver's pool does not say whether it has only just made one; the socket
/// under it does. The server's number of the connection would not: it begins to count anew when it is restarted. Where no socket is found
/// no connection ever counts as verified.
/// </summary>
internal sealed class VerifiedConnections
{
    private static readonly object Own = new();
    private static readonly object OfOther = new();

    // Weak, so that what is closed goes by itself.
    private readonly ConditionalWeakTable<object, object> _sockets = [];

    /// <summary>Their sockets: those that sessions have, that the driver keeps idle, and that it is handing out now.</summary>
    public IEnumerable<object> Sockets => _sockets.Select(verified => verified.Key);

    /// <summary>Whether a connection has been verified for what it is to do; one for reads may turn out to lead to another server of its address.</summary>
    public bool Contains(BackendConnection backend, bool forWrites)
    {
        if (backend.Socket is not { } socket || !_sockets.TryGetValue(socket, out var kind)) return false;
        if (kind != OfOther) return true;
        backend.NoteOther();
        return !forWrites;
    }

    /// <summary>Adds a connection that has been verified, as what it is known for by then.</summary>
    public void Add(BackendConnection backend)
    {
        if (backend.Socket is { } socket) _sockets.TryAdd(socket, backend.IsOfOther ? OfOther : Own);
    }
}
