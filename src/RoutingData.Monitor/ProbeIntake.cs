using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Puts the outcome of each probe in the snapshot.</summary>
internal sealed class ProbeIntake(TopologyStore store, ServerWatches watches, ProbeRemarks remarks, EvidenceRequests evidence)
{
    /// <summary>Raised under the monitor's lock for each probe that comes back, with how long it took; neither blocks nor runs others' code.</summary>
    public event Action<Observation, TimeSpan>? Taken;

    /// <summary>Applies the outcome of a probe.</summary>
    /// <param name="server">The server.</param>
    /// <param name="begunAt">The mark at which the probe set out.</param>
    /// <param name="result">The outcome.</param>
    public void Apply(ServerAddress server, long begunAt, ProbeResult result)
    {
        lock (store.Gate)
        {
            if (!watches.TryFindRunning(server, out var watch)) return;
            var before = store.Current;
            var observation = new Observation(server, begunAt, store.NextMark(), result);
            Taken?.Invoke(observation, watch.LastTook);
            remarks.Add(before, observation, evidence.IsAsked);
            store.Publish_NeedsLock(TopologyStep.Apply(before, observation));
            remarks.AddWriterless(store.Current);
        }

        store.Signal();
    }
}
