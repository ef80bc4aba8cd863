using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RoutingData.Monitor;

namespace RoutingData.ServerTests.Diagnostics;

/// <summary>Adds up what the routers of this process count; the servers' addresses tell one test's from another's.</summary>
internal sealed class CountedMetrics : IDisposable
{
    private readonly ConcurrentQueue<(string Name, long Count, ServerAddress Server, string Change)> _counts = new();
    private readonly MeterListener _listener = new();

    public CountedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "RoutingData") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            var (host, port, change) = ("", 0, "");
            foreach (var tag in tags)
            {
                if (tag.Key == "server.address") host = $"{tag.Value}";
                if (tag.Key == "server.port") port = (int)tag.Value!;
                if (tag.Key == "routingdata.change") change = $"{tag.Value}";
            }

            _counts.Enqueue((instrument.Name, count, new ServerAddress(host, port), change));
        });
        _listener.Start();
    }

    public long Sum(string name, ServerAddress server, string change = "") =>
        _counts.Where(item => (item.Name, item.Server, item.Change) == (name, server, change)).Sum(item => item.Count);

    public void Dispose() => _listener.Dispose();
}
