using System.Collections.Concurrent;
using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Backends;

/// <summary>
/// The physical connections of a pool that have been proven. The driver's pool does not say whether it has only just made one; the
/// server's id of the connection tells. With a driver that does not tell that id, no connection ever counts as proven.
/// </summary>
internal sealed class ProvenConnections(MySqlDriver driver, int most)
{
    // Ids of connections that are gone stay, until there are so many that it is cheaper to begin anew.
    private const int ForgetAt = 4;

    private readonly ConcurrentDictionary<int, bool> _ids = new();

    public bool Contains(DbConnection connection) => driver.ConnectionIdOf(connection) is { } id && _ids.ContainsKey(id);

    public void Add(DbConnection connection)
    {
        if (driver.ConnectionIdOf(connection) is not { } id) return;
        if (_ids.Count >= ForgetAt * most) _ids.Clear();
        _ids.TryAdd(id, true);
    }
}
