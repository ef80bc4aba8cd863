using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RoutingData.AspNetCore.Tests;

/// <summary>Counts tokens by what became of them, in whatever data source.</summary>
internal sealed class CountedTokens : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly MeterListener _listener = new();

    public CountedTokens()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "RoutingData", Name: "routingdata.tokens" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            _counts.AddOrUpdate((string)tags[0].Value!, value, (_, former) => former + value));
        _listener.Start();
    }

    public long Of(string fate) => _counts.GetValueOrDefault(fate);

    public void Dispose() => _listener.Dispose();
}
