using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Backends;

/// <summary>
/// The physical connections of a pool that have been proven. The driver's pool does not say whether it has only just made one; the socket
/// under it does. The server's number of the connection would not: it begins to count anew when it is restarted. With a driver whose
/// sockets cannot be found no connection ever counts as proven.
/// </summary>
internal sealed class ProvenConnections(MySqlDriver driver)
{
    // Weak, so that what is closed goes by itself.
    private readonly ConditionalWeakTable<object, object> _sockets = [];

    public bool Contains(DbConnection connection) => SocketOf(connection) is { } socket && _sockets.TryGetValue(socket, out _);

    public void Add(DbConnection connection)
    {
        if (SocketOf(connection) is { } socket) _sockets.TryAdd(socket, this);
    }

    private object? SocketOf(DbConnection connection) => driver.SocketCut?.SocketOf(connection);
}
