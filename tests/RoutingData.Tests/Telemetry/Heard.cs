using System.Diagnostics.Metrics;

namespace RoutingData.Tests.Telemetry;

/// <summary>Meters of a test's own, and all that was published and measured on them.</summary>
internal sealed class Heard : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly bool _keepsAll;

    /// <param name="isListening">Whether it listens, or only sees what is published.</param>
    /// <param name="keepsAll">Whether each measurement is kept, or only which time series there are.</param>
    public Heard(bool isListening = true, bool keepsAll = true)
    {
        _keepsAll = keepsAll;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            lock (_meters)
            {
                if (!_meters.Contains(instrument.Meter)) return;
            }

            Instruments[instrument.Name] = instrument;
            if (isListening) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public Dictionary<string, Instrument> Instruments { get; } = [];

    public List<(string Instrument, double Value, Dictionary<string, object?> Tags)> Measurements { get; } = [];

    /// <summary>How many measurements there were of each instrument with the same attributes: each would be a time series.</summary>
    public Dictionary<string, int> Series { get; } = [];

    public Meter Create(MeterOptions options)
    {
        lock (_meters)
        {
            if (_meters.FirstOrDefault(meter => meter.Name == options.Name) is { } known) return known;
            var meter = new Meter(options.Name);
            _meters.Add(meter);
            return meter;
        }
    }

    /// <summary>Waits until there is a measurement of an instrument.</summary>
    public void WaitFor(string instrument)
    {
        lock (Measurements)
        {
            while (Measurements.All(item => item.Instrument != instrument)) System.Threading.Monitor.Wait(Measurements);
        }
    }

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters) meter.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new Dictionary<string, object?>();
        foreach (var tag in tags) kept.Add(tag.Key, tag.Value);
        lock (Measurements)
        {
            var series = $"{instrument.Name} {string.Join(", ", kept.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))}";
            Series[series] = Series.GetValueOrDefault(series) + 1;
            if (_keepsAll) Measurements.Add((instrument.Name, value, kept));
            System.Threading.Monitor.PulseAll(Measurements);
        }
    }
}
