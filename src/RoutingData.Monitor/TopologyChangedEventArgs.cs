namespace RoutingData.Monitor;

/// <summary>A change of the topology (<see cref="ITopologyMonitor.Changed"/>).</summary>
public sealed class TopologyChangedEventArgs : EventArgs
{
    internal TopologyChangedEventArgs(TopologyEvent change) => Change = change;

    /// <summary>What changed, and why.</summary>
    public TopologyEvent Change { get; }
}
