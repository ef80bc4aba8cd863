namespace RoutingData.Pools;

/// <summary>
/// The backend connections of a pool whose driver's connection the application has. Referenced weakly: what the application has may keep its
/// session alive, and must not be kept alive from here. Sessions that were left open leave it from their finalizer.
/// </summary>
internal sealed class HandedOutConnections
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<BackendConnection>> _connections = [];

    public void Add(BackendConnection connection)
    {
        lock (_gate) _connections.Add(new WeakReference<BackendConnection>(connection));
    }

    public void Remove(BackendConnection connection)
    {
        lock (_gate) _connections.RemoveAll(reference => !reference.TryGetTarget(out var other) || other == connection);
    }

    public IReadOnlyList<BackendConnection> ToList()
    {
        lock (_gate)
        {
            return _connections.Count == 0
                ? []
                : [.. _connections.Select(reference => reference.TryGetTarget(out var connection) ? connection : null).OfType<BackendConnection>()];
        }
    }
}
