using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>How long each pair has had no writer it can be sure of, and how often that has been logged. The monitor's lock guards it.</summary>
internal sealed class UnsettledPairs(TimeProvider timeProvider)
{
    private readonly Dictionary<int, (long Since, int Told)> _since = [];

    /// <summary>Takes note of a topology. Pairs go by their writer hostgroup.</summary>
    public void Follow(TopologySnapshot topology)
    {
        foreach (var pair in topology.Pairs)
        {
            if (topology.IsSettled(pair)) _since.Remove(pair.Pair.WriterHostgroup);
            else _since.TryAdd(pair.Pair.WriterHostgroup, (timeProvider.GetTimestamp(), 0));
        }

        if (_since.Count <= topology.Pairs.Length) return;
        foreach (var gone in _since.Keys.Where(id => topology.Pairs.All(pair => pair.Pair.WriterHostgroup != id)).ToArray()) _since.Remove(gone);
    }

    /// <summary>Returns how long the most recent trouble of a server's pairs has lasted; null when they have none.</summary>
    public TimeSpan? Elapsed(TopologySnapshot topology, ServerAddress server)
    {
        TimeSpan? elapsed = null;
        foreach (var pair in topology.Layout.PairsOf(topology.Layout.ServerAt(server)!.Value))
        {
            if (!_since.TryGetValue(topology.Pairs[pair].Pair.WriterHostgroup, out var entry)) continue;
            var time = timeProvider.GetElapsedTime(entry.Since);
            if (!(time >= elapsed)) elapsed = time;
        }

        return elapsed;
    }

    /// <summary>Returns the pairs without a writer that are due to be logged, and how long they have been so; each is logged once at its
    /// time.</summary>
    public IEnumerable<(PairState Pair, TimeSpan Elapsed)> ToTell(TopologySnapshot topology)
    {
        foreach (var pair in topology.Pairs)
        {
            if (pair.Writer is not null || !_since.TryGetValue(pair.Pair.WriterHostgroup, out var entry)) continue;
            var elapsed = timeProvider.GetElapsedTime(entry.Since);
            if (elapsed < ProbePacing.UntilTold(entry.Told)) continue;
            _since[pair.Pair.WriterHostgroup] = entry with { Told = entry.Told + 1 };
            yield return (pair, elapsed);
        }
    }
}
