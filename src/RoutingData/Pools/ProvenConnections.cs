using System.Runtime.CompilerServices;

namespace RoutingData.Pools;

/// <summary>
/// The physical connections of a pool that have been proven. The driver's pool does not say whether it has only just made one; the socket
/// under it does. The server's number of the connection would not: it begins to count anew when it is restarted. Where no socket is found
/// no connection ever counts as proven.
/// </summary>
internal sealed class ProvenConnections
{
    // Weak, so that what is closed goes by itself.
    private readonly ConditionalWeakTable<object, object> _sockets = [];

    public bool Contains(BackendConnection backend) => backend.Socket is { } socket && _sockets.TryGetValue(socket, out _);

    public void Add(BackendConnection backend)
    {
        if (backend.Socket is { } socket) _sockets.TryAdd(socket, this);
    }
}
