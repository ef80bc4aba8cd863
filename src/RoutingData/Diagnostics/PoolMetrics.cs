using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;

namespace RoutingData.Diagnostics;

/// <summary>How long connections are waited for, made and used, by the names of OpenTelemetry's conventions. Without a listener it keeps nothing.</summary>
internal sealed class PoolMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

    private readonly string _sourceName;
    private readonly Meter _meter;
    private readonly Histogram<double> _created;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _used;
    private readonly Counter<long> _timeouts;
    private readonly TimeProvider _timeProvider;
    // Weak: what is never given back must not be kept by this.
    private readonly ConditionalWeakTable<object, StrongBox<long>> _rented = [];

    /// <param name="factory">Makes the meter; null for one of its own.</param>
    /// <param name="sourceName">The data source's name in metrics.</param>
    /// <param name="timeProvider">The clock.</param>
    public PoolMetrics(IMeterFactory? factory, string sourceName, TimeProvider timeProvider)
    {
        _sourceName = sourceName;
        _timeProvider = timeProvider;
        _meter = factory?.Create("RoutingData.Client") ?? new Meter("RoutingData.Client");
        _created = Histogram("db.client.connection.create_time", "The time it took to create a new connection.");
        _waited = Histogram("db.client.connection.wait_time", "The time it took to obtain a place in the pool.");
        _used = Histogram("db.client.connection.use_time", "The time between borrowing a connection and returning it to the pool.");
        _timeouts = _meter.CreateCounter<long>("db.client.connection.timeouts", "{timeout}", "Waits for a place in the pool that ended without one.");
    }

    /// <summary>Measures the making of a connection.</summary>
    public void Created(ServerAddress server, TimeSpan time) => Record(_created, server, time);

    /// <summary>Measures a wait for a permit.</summary>
    /// <param name="server">Whose pool.</param>
    /// <param name="time">How long.</param>
    /// <param name="isLate">Whether the time was over before there was one.</param>
    public void Waited(ServerAddress server, TimeSpan time, bool isLate)
    {
        Record(_waited, server, time);
        if (!isLate || !_timeouts.Enabled) return;
        try
        {
            _timeouts.Add(1, Pool(server), Source);
        }
        catch (Exception)
        {
            // A listener runs in line: what it throws is not the session's.
        }
    }

    /// <summary>Notes that a session has got a connection.</summary>
    public void Rented(object connection)
    {
        if (_used.Enabled) _rented.AddOrUpdate(connection, new StrongBox<long>(_timeProvider.GetTimestamp()));
    }

    /// <summary>Measures how long a session has had a connection that it gives back.</summary>
    public void Returned(ServerAddress server, object connection)
    {
        if (_used.Enabled && _rented.TryGetValue(connection, out var since)) Record(_used, server, _timeProvider.GetElapsedTime(since.Value));
    }

    /// <summary>Returns the name of a server's pool.</summary>
    public static string NameOf(string sourceName, ServerAddress server) => $"{sourceName}/{server}";

    /// <summary>Ends the meter, but for a factory's.</summary>
    public void Dispose() => _meter.Dispose();

    private KeyValuePair<string, object?> Source => new("routingdata.data_source", _sourceName);

    private KeyValuePair<string, object?> Pool(ServerAddress server) => new("db.client.connection.pool.name", NameOf(_sourceName, server));

    private Histogram<double> Histogram(string name, string description) => _meter.CreateHistogram(name, "s", description, tags: null, Seconds);

    private void Record(Histogram<double> histogram, ServerAddress server, TimeSpan time)
    {
        if (!histogram.Enabled) return;
        try
        {
            histogram.Record(time.TotalSeconds, Pool(server), Source);
        }
        catch (Exception)
        {
            // As above.
        }
    }
}
