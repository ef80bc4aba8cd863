using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>Decides how long the watch over a server pauses between two probes, and how old its held connection may become.</summary>
internal sealed class WatchPace(TopologyStore store, UnsettledPairs unsettled, ProbeRounds rounds, Func<MonitorOptions> options)
{
    /// <summary>Returns the pause after a probe.</summary>
    public TimeSpan PauseFor(ServerAddress server)
    {
        var topology = store.Current;
        var current = options();
        if (!topology.IsUrgent(server)) return rounds.UntilNext(TimeSpan.FromMilliseconds(current.ReadOnlyIntervalMs));
        var elapsed = topology.Find(server)!.Health == ServerHealth.Suspect ? TimeSpan.Zero : Unsettled(topology, server);
        return ProbePacing.BetweenProbes(elapsed, isWanted: store.IsAwaited, TimeSpan.FromMilliseconds(current.FailoverIntervalMs));
    }

    /// <summary>Returns the age at which the held connection is replaced.</summary>
    public TimeSpan MostAge(TopologySnapshot topology, ServerAddress server) => topology.IsUrgent(server)
        ? ProbePacing.MostAgeWithoutWriter(Unsettled(topology, server))
        : TimeSpan.FromMilliseconds(options().ConnectIntervalMs);

    /// <summary>Whether a server is urgent, but is asked less often by now.</summary>
    public bool HasSlowed(TopologySnapshot topology, ServerAddress server) =>
        topology.IsUrgent(server) && Unsettled(topology, server) > ProbePacing.FullPace;

    private TimeSpan Unsettled(TopologySnapshot topology, ServerAddress server)
    {
        lock (store.Gate) return topology.Find(server) is null ? TimeSpan.Zero : unsettled.Elapsed(topology, server) ?? TimeSpan.Zero;
    }
}
