using System.Diagnostics.Metrics;
using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Feeds;

/// <summary>Counts what only the meter tells: the seldom events of a data source. What comes with every statement is not listened to.</summary>
internal sealed class IncidentListener : IDisposable
{
    private static readonly string[] Instruments =
    [
        "routingdata.statements.outcome_unknown", "routingdata.reads.run_elsewhere", "routingdata.sessions.state_lost",
        "routingdata.statements.refused_by_reader", "routingdata.rules.overruled",
    ];

    private readonly MeterListener _listener = new();
    private readonly long[] _counts = new long[Instruments.Length];
    private readonly string _source;

    /// <param name="source">The data source's name in metrics.</param>
    public IncidentListener(string source)
    {
        _source = source;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "RoutingData" && Array.IndexOf(Instruments, instrument.Name) is >= 0 and var index)
                listener.EnableMeasurementEvents(instrument, index);
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    public IncidentCounts Counts => new(Read(0), Read(1), Read(2), Read(3), Read(4));

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "routingdata.data_source" && (string?)tag.Value == _source) Interlocked.Add(ref _counts[(int)state!], measurement);
        }
    }

    private long Read(int index) => Interlocked.Read(ref _counts[index]);
}
