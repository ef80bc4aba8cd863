using System.Diagnostics.Metrics;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>Sessions that keep their connections to themselves are in metrics, by what holds them and for how long.</summary>
public sealed class PinnedSessionTests
{
    [Fact]
    public Task Pins_are_told_by_reason_with_the_age_of_the_oldest() => RunAsync(async scenario =>
    {
        using var meters = new Meters();
        await using var source = new RoutingDbDataSourceBuilder(scenario.Options(maximumPoolSize: 5)).UseTimeProvider(scenario.Clock).UseMeterFactory(meters).Build();
        Assert.DoesNotContain(meters.Read(), gauge => gauge.Value != 0);
        await using var first = await source.OpenConnectionAsync();
        await ExecuteAsync(first, "SET @a = 1");
        await scenario.WaitAsync(3000);
        await using var second = await source.OpenConnectionAsync();
        await ExecuteAsync(second, "SET @a = 1");
        await using var third = await source.OpenConnectionAsync();
        await using (var transaction = await third.BeginTransactionAsync())
        {
            await ExecuteAsync(third, "INSERT INTO notes (n) VALUES (1)", transaction);
            await scenario.WaitAsync(1000);

            Assert.Equal((2, 1), (Sessions("user_variable"), Sessions("transaction")));
            Assert.InRange(Age("user_variable"), 4, 4.5);
            Assert.InRange(Age("transaction"), 1, 1.5);
            await transaction.CommitAsync();
        }

        Assert.Equal(0, Sessions("transaction"));
        // Another transaction is another pin; a variable outlives it.
        await using (var transaction = await third.BeginTransactionAsync())
        {
            await ExecuteAsync(third, "INSERT INTO notes (n) VALUES (2)", transaction);
            Assert.Equal(1, Sessions("transaction"));
            Assert.InRange(Age("transaction"), 0, 0.5);
        }

        await using (var transaction = await first.BeginTransactionAsync()) await ExecuteAsync(first, "INSERT INTO notes (n) VALUES (3)", transaction);
        Assert.InRange(Age("user_variable"), 4, 5);
        await first.CloseAsync();
        await second.CloseAsync();
        Assert.DoesNotContain(meters.Read(), gauge => gauge.Value != 0);

        double Sessions(string pin) => meters.Read().Single(gauge => gauge.Instrument == "routingdata.sessions.pinned" && gauge.Pin == pin).Value;

        double Age(string pin) => meters.Read().Single(gauge => gauge.Instrument == "routingdata.pin.age" && gauge.Pin == pin).Value;
    });

    /// <summary>Meters of one data source, and what its gauges of pins say.</summary>
    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];
        private readonly MeterListener _listener;
        private readonly List<(string Instrument, string Pin, double Value)> _read = [];

        public Meters()
        {
            _listener = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    // Executions are watched when anything of them is listened to.
                    if (_meters.Contains(instrument.Meter) && instrument.Name is "routingdata.decisions" or "routingdata.sessions.pinned" or "routingdata.pin.age")
                        listener.EnableMeasurementEvents(instrument);
                },
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _listener.Start();
        }

        public Meter Create(MeterOptions options)
        {
            if (_meters.Find(meter => meter.Name == options.Name) is { } known) return known;
            var meter = new Meter(options.Name);
            _meters.Add(meter);
            return meter;
        }

        public IReadOnlyList<(string Instrument, string Pin, double Value)> Read()
        {
            _read.Clear();
            _listener.RecordObservableInstruments();
            return [.. _read];
        }

        public void Dispose()
        {
            _listener.Dispose();
            foreach (var meter in _meters) meter.Dispose();
        }

        private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (name, text) in tags)
                if (name == "routingdata.pin") _read.Add((instrument.Name, (string)text!, value));
        }
    }
}
