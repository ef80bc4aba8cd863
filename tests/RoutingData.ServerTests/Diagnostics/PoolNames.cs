using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RoutingData.ServerTests.Diagnostics;

/// <summary>Hears every measurement of MySqlConnector, and keeps what its tags say.</summary>
internal sealed class PoolNames : IDisposable
{
    private readonly ConcurrentDictionary<string, byte> _tags = new();
    private readonly MeterListener _listener = new();

    public PoolNames()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "MySqlConnector") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, _, tags, _) => Keep(tags));
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Keep(tags));
        _listener.SetMeasurementEventCallback<float>((_, _, tags, _) => Keep(tags));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Keep(tags));
        _listener.Start();
    }

    /// <summary>The values of all tags that hold a word, once each.</summary>
    public IEnumerable<string> With(string word)
    {
        _listener.RecordObservableInstruments();
        return _tags.Keys.Where(value => value.Contains(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags) _tags.TryAdd($"{tag.Value}", 0);
    }
}
