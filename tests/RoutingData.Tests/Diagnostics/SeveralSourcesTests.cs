using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Diagnostics;

/// <summary>Several data sources on one meter, as a factory gives it: each is told apart.</summary>
[Trait("Fault", "E9")]
public sealed class SeveralSourcesTests : IDisposable
{
    private readonly OneMeter _factory = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, double> _values = new(StringComparer.Ordinal);

    public SeveralSourcesTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == _factory.Meter) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public void Gauges_and_counters_of_each_are_its_own()
    {
        var names = new SourceNames();
        using var shop = Metrics(names, "shop", sessions: 1);
        var other = Metrics(names, "shop", sessions: 3);
        shop.KeptOnWriter();
        other.KeptOnWriter();
        other.KeptOnWriter();

        Assert.Equal(1, Value("routingdata.sessions.open", "shop"));
        Assert.Equal(3, Value("routingdata.sessions.open", "shop#2"));
        Assert.Equal((1, 2), (Value("routingdata.reads.kept_on_writer", "shop"), Value("routingdata.reads.kept_on_writer", "shop#2")));

        other.Dispose();
        other.Dispose();
        Assert.Equal("shop#2", names.Take("shop"));
        Assert.Null(Value("routingdata.sessions.open", "shop#2"));
    }

    [Fact]
    public void Everything_that_is_told_bears_the_name()
    {
        using var metrics = Metrics(new SourceNames(), "shop", sessions: 1);
        ServerAddress server = new("db001", 3306);
        AllMeasured.By(metrics, server);
        _listener.RecordObservableInstruments();

        Assert.Equal(_factory.Instruments, _values.Keys.Select(key => key.Split(' ')[0]).Distinct().Count());
        Assert.All(_values.Keys, key => Assert.EndsWith(" shop", key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Server=db001,db002;User ID=app;Database=shop", "shop")]
    [InlineData("Server=db001,db002;User ID=app;Database=shop;Application Name=till", "till")]
    [InlineData("Server=db001,db002;User ID=app", "RoutingData")]
    public void A_data_source_is_called_as_the_application_calls_itself_else_as_its_database_is_called(string connectionString, string name)
    {
        Assert.SkipUnless(
            MySqlDriver.Find().Kind == DriverKind.MySqlConnector || !connectionString.Contains("Application", StringComparison.Ordinal), "MySql.Data has no such keyword.");
        using var source = new RoutingDbDataSource(
            new RoutingOptions { ConnectionString = connectionString }, MySqlDriver.Find(), NullLoggerFactory.Instance, TimeProvider.System, _factory, Random.Shared);

        _listener.RecordObservableInstruments();

        // Tests beside this one may have a data source of the name.
        var told = Assert.Single(_values.Keys, key => key.StartsWith("routingdata.sessions.open", StringComparison.Ordinal));
        Assert.Matches($"^routingdata.sessions.open {name}(#[0-9]+)?$", told);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _factory.Dispose();
    }

    private RoutingMetrics Metrics(SourceNames names, string name, int sessions) =>
        new(_factory, names, name, () => 0, () => sessions, () => (0, 0), () => TimeSpan.Zero);

    private double? Value(string instrument, string source)
    {
        foreach (var key in _values.Keys.Where(key => key.StartsWith("routingdata.sessions.open", StringComparison.Ordinal)).ToArray()) _values.Remove(key);
        _listener.RecordObservableInstruments();
        return _values.TryGetValue($"{instrument} {source}", out var value) ? value : null;
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var source = "";
        foreach (var tag in tags)
        {
            if (tag.Key == "routingdata.data_source") source = $"{tag.Value}";
        }

        var key = $"{instrument.Name} {source}";
        _values[key] = (instrument is Counter<long> ? _values.GetValueOrDefault(key) : 0) + value;
    }

    private sealed class OneMeter : IMeterFactory
    {
        private readonly HashSet<string> _names = [];
        private readonly MeterListener _published = new();

        public OneMeter()
        {
            _published.InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == Meter) _names.Add(instrument.Name);
            };
            _published.Start();
        }

        public Meter Meter { get; } = new("RoutingData.Tests");

        /// <summary>How many were made on it, each name once.</summary>
        public int Instruments => _names.Count;

        public Meter Create(MeterOptions options) => Meter;

        public void Dispose()
        {
            _published.Dispose();
            Meter.Dispose();
        }
    }
}
