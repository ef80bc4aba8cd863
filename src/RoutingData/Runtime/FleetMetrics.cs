using System.Diagnostics.Metrics;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Sessions;
using RoutingData.Telemetry;

namespace RoutingData.Runtime;

/// <summary>What is measured of servers, roles and pools when a listener asks, and how long failovers took.</summary>
internal sealed class FleetMetrics : IDisposable
{
    private static readonly InstrumentAdvice<double> FailoverSeconds = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] };

    private readonly string _sourceName;
    private readonly Meter[] _meters;
    private readonly Histogram<double> _failovers;
    private readonly TimeProvider _timeProvider;
    private long _writerChanged;
    // Null once it has ended: a factory's meter stays, and must not keep the data source.
    private Observed? _observed;

    /// <param name="factory">Makes the meters; null for ones of its own.</param>
    /// <param name="sourceName">The data source's name in metrics.</param>
    /// <param name="topology">What the monitor knows.</param>
    /// <param name="pools">The pools, former ones among them.</param>
    /// <param name="pinned">Sessions that keep their connections.</param>
    /// <param name="isAside">Whether a reader is set aside now.</param>
    /// <param name="timeProvider">The clock.</param>
    public FleetMetrics(
        IMeterFactory? factory, string sourceName, Func<TopologySnapshot> topology, Func<IEnumerable<ServerPool>> pools, PinnedSessions pinned,
        Func<ServerAddress, bool> isAside, TimeProvider timeProvider)
    {
        _sourceName = sourceName;
        _timeProvider = timeProvider;
        _observed = new Observed(topology, pools, pinned, isAside);
        var own = factory?.Create("RoutingData") ?? new Meter("RoutingData");
        var client = factory?.Create(OperationTelemetry.ClientMeter) ?? new Meter(OperationTelemetry.ClientMeter);
        _meters = [own, client];
        _failovers = own.CreateHistogram(
            "routingdata.failover.duration", "s", "From the first sign to the first write of the next writer.", tags: null, FailoverSeconds);
        own.CreateObservableGauge("routingdata.topology.epoch", () => Each(now => new[] { Of(now.Topology().Epoch) }), "{epoch}", "Changes of roles and health so far.");
        own.CreateObservableGauge("routingdata.server.role", () => Each(Roles), "{server}", "1 for the role that a server has in a pair now, 0 for the others.");
        own.CreateObservableGauge("routingdata.server.health", () => Each(Healths), "{server}", "1 for how a server is now, 0 for what else it might be.");
        own.CreateObservableGauge(
            "routingdata.server.set_aside", () => Each(Asides), "{server}", "1 for a reader that this process has set aside as an outlier now, 0 for any other server.");
        own.CreateObservableGauge("routingdata.server.lag", () => Each(Lags), "s", "How far a server is behind its source, as it says.");
        own.CreateObservableGauge("routingdata.writer.age", WriterAge, "s", "Time since the last change of a writer.");
        own.CreateObservableGauge(
            "routingdata.sessions.pinned", () => Each(now => PerPin(now, ages => ages.Count)), "{session}", "Sessions that keep their connections to themselves now.");
        own.CreateObservableGauge(
            "routingdata.pin.age", () => Each(now => PerPin(now, ages => ages.DefaultIfEmpty().Max().TotalSeconds)), "s", "For how long the longest of them has done so.");
        client.CreateObservableUpDownCounter(
            "db.client.connection.count", () => Each(now => PerPool(now, pools => pools.Sum(pool => pool.PermitsInUse), ("db.client.connection.state", "used"))),
            "{connection}", "The number of connections that are currently in state described by the state attribute.");
        client.CreateObservableUpDownCounter(
            "db.client.connection.max", () => Each(now => PerPool(now, pools => pools.Max(pool => pool.Limits.MaxConnections))),
            "{connection}", "The maximum number of open connections allowed.");
        client.CreateObservableUpDownCounter(
            "db.client.connection.pending_requests", () => Each(now => PerPool(now, pools => pools.Sum(pool => pool.PermitsWanted))),
            "{request}", "The number of current pending requests for an open connection.");
    }

    /// <summary>Measures a failover that is over. Called under the monitor's lock, which no listener's code may hold.</summary>
    public void FailoverOver(FailoverRecord record)
    {
        if (_failovers.Enabled) ThreadPool.UnsafeQueueUserWorkItem(static entry => entry.Metrics.Record(entry.Record), (Metrics: this, Record: record), preferLocal: false);
    }

    /// <summary>Notes a change of the topology.</summary>
    public void Changed(TopologyEvent change)
    {
        if (change.Kind == TopologyEventKind.WriterElected) Volatile.Write(ref _writerChanged, _timeProvider.GetTimestamp());
    }

    public void Dispose()
    {
        Volatile.Write(ref _observed, null);
        foreach (var meter in _meters) meter.Dispose();
    }

    private void Record(FailoverRecord record)
    {
        try
        {
            _failovers.Record(
                record.Duration.TotalSeconds, new("routingdata.failover.kind", Word(record.Kind)), new("routingdata.hostgroup", record.Hostgroup), Source);
        }
        catch (Exception)
        {
            // A listener's.
        }
    }

    private IEnumerable<Measurement<T>> Each<T>(Func<Observed, IEnumerable<Measurement<T>>> read)
        where T : struct =>
        Volatile.Read(ref _observed) is { } observed ? read(observed) : [];

    private IEnumerable<Measurement<double>> WriterAge() =>
        Volatile.Read(ref _observed) is not null && Volatile.Read(ref _writerChanged) is > 0 and var changed
            ? [Of(_timeProvider.GetElapsedTime(changed).TotalSeconds)]
            : [];

    // What is no more is told as 0: an exporter may keep the last value of what is not told.
    private IEnumerable<Measurement<int>> Roles(Observed now)
    {
        var topology = now.Topology();
        foreach (var server in topology.Servers)
        {
            foreach (var pair in topology.Definition.ReplicationHostgroups)
            {
                if (!topology.Definition.Servers.Any(entry => entry.Address == server.Address && pair.Contains(entry.Hostgroup))) continue;
                var role = topology.RoleOf(server.Address, pair.WriterHostgroup);
                foreach (var each in Enum.GetValues<ServerRole>())
                {
                    yield return Of(
                        each == role ? 1 : 0, ("server.address", server.Address.Hostname), ("server.port", server.Address.Port),
                        ("routingdata.hostgroup", pair.WriterHostgroup), ("routingdata.role", Word(each)));
                }
            }
        }
    }

    private IEnumerable<Measurement<int>> Healths(Observed now)
    {
        foreach (var server in now.Topology().Servers)
        {
            foreach (var each in Enum.GetValues<ServerHealth>())
            {
                yield return Of(
                    each == server.Health ? 1 : 0, ("server.address", server.Address.Hostname), ("server.port", server.Address.Port),
                    ("routingdata.health", Word(each)));
            }
        }
    }

    private IEnumerable<Measurement<int>> Asides(Observed now) => now.Topology().Servers.Select(server => Of(
        now.IsAside(server.Address) ? 1 : 0, ("server.address", server.Address.Hostname), ("server.port", server.Address.Port)));

    private IEnumerable<Measurement<long>> Lags(Observed now)
    {
        foreach (var server in now.Topology().Servers)
            if (server.LagSeconds is { } lag) yield return Of(lag, ("server.address", server.Address.Hostname), ("server.port", server.Address.Port));
    }

    private IEnumerable<Measurement<T>> PerPin<T>(Observed now, Func<IReadOnlyList<TimeSpan>, T> value)
        where T : struct
    {
        var ages = now.Pinned.Read().ToLookup(session => session.Pin, session => session.Age);
        return PinnedSessions.AllPins.Select(pin => Of(value([.. ages[pin]]), ("routingdata.pin", pin)));
    }

    private IEnumerable<Measurement<int>> PerPool(Observed now, Func<IEnumerable<ServerPool>, int> value, params (string, object?)[] tags) =>
        now.Pools().GroupBy(pool => pool.Address).Select(
            pools => Of(value(pools), [("db.client.connection.pool.name", PoolMetrics.NameOf(_sourceName, pools.Key)), .. tags]));

    private Measurement<T> Of<T>(T value, params (string Name, object? Value)[] tags)
        where T : struct
    {
        KeyValuePair<string, object?>[] all = [.. tags.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value)), Source];
        return new Measurement<T>(value, all);
    }

    private KeyValuePair<string, object?> Source => new("routingdata.data_source", _sourceName);

#pragma warning disable CA1308 // Attribute values are in small letters.
    private static string Word<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private sealed record Observed(Func<TopologySnapshot> Topology, Func<IEnumerable<ServerPool>> Pools, PinnedSessions Pinned, Func<ServerAddress, bool> IsAside);
}
