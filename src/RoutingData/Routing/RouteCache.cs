using System.Collections.Concurrent;

namespace RoutingData.Routing;

/// <summary>
/// The routes of texts seen before, in two generations: when the young one is full it becomes the old one, and what is asked for
/// moves up again. A flood of texts seen once pushes out other such texts and never what is in use.
/// </summary>
internal sealed class RouteCache(int capacity)
{
    private ConcurrentDictionary<string, Route> _young = New();
    private ConcurrentDictionary<string, Route> _old = New();
    private int _size;

    public Route? Find(string text)
    {
        if (_young.TryGetValue(text, out var route)) return route;
        if (!_old.TryGetValue(text, out route)) return null;
        Add(text, route);
        return route;
    }

    /// <summary>Puts another route in a text's place.</summary>
    public void Replace(string text, Route route) => _young[text] = route;

    public void Add(string text, Route route)
    {
        if (!_young.TryAdd(text, route) || Interlocked.Increment(ref _size) < capacity) return;
        Interlocked.Exchange(ref _size, 0);
        _old = Interlocked.Exchange(ref _young, New());
    }

    private static ConcurrentDictionary<string, Route> New() => new(StringComparer.Ordinal);
}
