using System.Collections.Concurrent;

namespace RoutingData.Routing;

/// <summary>
/// The routes of texts seen before, in two generations: when the young one is full it becomes the old one, and what is asked for
/// moves up again. A flood of texts seen once pushes out other such texts and never what is in use.
/// </summary>
/// <param name="capacity">Most texts of a generation.</param>
/// <param name="characters">Most characters of all texts of a generation.</param>
internal sealed class RouteCache(int capacity, int characters = int.MaxValue)
{
    private ConcurrentDictionary<RouteKey, Route> _young = New();
    private ConcurrentDictionary<RouteKey, Route> _old = New();
    private int _size;
    private int _length;

    public Route? Find(RouteKey key)
    {
        if (_young.TryGetValue(key, out var route)) return route;
        if (!_old.TryGetValue(key, out route)) return null;
        Add(key, route);
        return route;
    }

    /// <summary>Puts another route in a text's place.</summary>
    public void Replace(RouteKey key, Route route) => _young[key] = route;

    public void Add(RouteKey key, Route route)
    {
        if (!_young.TryAdd(key, route)) return;
        var (size, length) = (Interlocked.Increment(ref _size), Interlocked.Add(ref _length, key.Text.Length));
        if (size < capacity && length < characters) return;
        Interlocked.Exchange(ref _size, 0);
        Interlocked.Exchange(ref _length, 0);
        _old = Interlocked.Exchange(ref _young, New());
    }

    private static ConcurrentDictionary<RouteKey, Route> New() => new();
}
