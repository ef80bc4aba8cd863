using System.Collections.Concurrent;

namespace RoutingData.Telemetry;

/// <summary>Names that a metric may bear: the first so many that come, for a time series that has begun does not end.</summary>
/// <param name="most">How many.</param>
internal sealed class BoundedNames(int most)
{
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a name is one of them, or becomes one.</summary>
    public bool Has(string name) => _known.ContainsKey(name) || (_known.Count < most && _known.TryAdd(name, true));
}
