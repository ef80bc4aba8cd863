using System.Collections.Immutable;
using RoutingData.Dashboard.Facts;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Feeds;

/// <summary>Makes rates of counts: what came within the last seconds. One thread at a time.</summary>
internal sealed class Sampler
{
    // A rate is over this, or over what there is.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private const int Points = 60;

    private readonly Queue<Sample> _samples = new();
    private readonly Dictionary<ServerAddress, Queue<ServerPoint>> _past = [];

    /// <summary>Takes another sample.</summary>
    public Rates Take(RoutingStatistics statistics)
    {
        var now = Sample.Of(statistics);
        while (_samples.Count > 1 && _samples.ElementAt(1).At <= now.At - Window) _samples.Dequeue();
        // After a reset the counts begin anew.
        if (_samples.Count > 0 && _samples.Peek().Since != now.Since) _samples.Clear();
        var rates = new Rates(_samples.Count > 0 ? _samples.Peek() : now, now, _past.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.ToImmutableArray()));
        _samples.Enqueue(now);
        foreach (var server in statistics.Servers)
        {
            if (!_past.TryGetValue(server.Server, out var points)) _past[server.Server] = points = new Queue<ServerPoint>(Points);
            points.Enqueue(new ServerPoint(rates.Of(server), rates.LatencyOf(server)));
            if (points.Count > Points) points.Dequeue();
        }

        foreach (var gone in _past.Keys.Except(statistics.Servers.Select(server => server.Server)).ToArray()) _past.Remove(gone);
        return rates;
    }
}
