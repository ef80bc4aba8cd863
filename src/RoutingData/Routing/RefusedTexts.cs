using System.Collections.Concurrent;

namespace RoutingData.Routing;

/// <summary>
/// Texts that a reader refused and that are too long to be remembered: a hash of each is kept. Another text of the same hash goes to the
/// writer with it, which harms nothing.
/// </summary>
internal sealed class RefusedTexts
{
    private const int Most = 1024;

    private ConcurrentDictionary<long, bool> _hashes = new();
    private int _count;

    public void Add(in RouteKey key)
    {
        if (!_hashes.TryAdd(HashOf(key), true) || Interlocked.Increment(ref _count) <= Most) return;
        _hashes = new ConcurrentDictionary<long, bool>();
        Volatile.Write(ref _count, 0);
    }

    public bool Contains(in RouteKey key) => Volatile.Read(ref _count) > 0 && _hashes.ContainsKey(HashOf(key));

    private static long HashOf(in RouteKey key) => ((long)key.Text.Length << 32) | (uint)key.Text.GetHashCode(StringComparison.Ordinal);
}
