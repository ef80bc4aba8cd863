using System.Collections.Concurrent;

namespace RoutingData.Telemetry;

/// <summary>Names that a metric may bear: the first so many that come, for a time series that has begun does not end.</summary>
/// <param name="most">How many.</param>
internal sealed class BoundedNames(int most)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile bool _isFull;

    /// <summary>Whether a name is one of them, or becomes one.</summary>
    public bool Has(string name)
    {
        if (_known.ContainsKey(name)) return true;
        if (_isFull) return false;
        lock (_gate)
        {
            if (!_known.ContainsKey(name) && !_isFull) _known[name] = true;
            _isFull = _known.Count >= most;
        }

        return _known.ContainsKey(name);
    }
}
