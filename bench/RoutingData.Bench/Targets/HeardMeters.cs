using System.Diagnostics.Metrics;

namespace RoutingData.Bench.Targets;

/// <summary>Meters of one data source's own, and a listener to all that is measured on them: what an exporter costs before it does anything.</summary>
internal sealed class HeardMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener;

    public HeardMeters()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (_meters.Contains(instrument.Meter)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        if (_meters.Find(meter => meter.Name == options.Name) is { } known) return known;
        var meter = new Meter(options.Name);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters) meter.Dispose();
    }
}
