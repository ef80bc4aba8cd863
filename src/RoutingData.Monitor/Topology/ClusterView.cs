using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>The newest membership of a pair's Galera cluster that a node has named. It outlives them: one that was frozen and comes back with an older
/// one is outside it. Pure.</summary>
/// <param name="Cluster">The cluster's history.</param>
/// <param name="Number">The number of the membership.</param>
/// <param name="Size">How many nodes are in it.</param>
/// <param name="Since">The moment at which the node that named it first was asked, by the monitor's clock.</param>
internal sealed record ClusterView(string Cluster, ulong Number, int Size, TimeSpan Since)
{
    // Uptime counts whole seconds.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(1);

    /// <summary>Whether a node says that it is in this membership.</summary>
    public bool Has(WsrepStatus status) => status.View == Number && status.Cluster == Cluster;

    /// <summary>Returns the newest after a node's answer; the same one while it brings nothing new.</summary>
    /// <param name="known">The newest so far; null when there was none.</param>
    /// <param name="status">The answer.</param>
    /// <param name="mayChange">Whether another cluster may take its place: nothing has been elected in this one yet.</param>
    public static ClusterView? After(ClusterView? known, WsrepStatus status, bool mayChange)
    {
        if (!status.IsInside || known?.Has(status) == true) return known;
        if (known is not null && !IsNewer(status, known) && !IsAnew(status, known) && !(mayChange && IsBigger(status, known))) return known;
        return new ClusterView(status.Cluster, status.View, status.Size, status.AskedAt);
    }

    private static bool IsNewer(WsrepStatus status, ClusterView known) => status.Cluster == known.Cluster && status.View > known.Number;

    // A cluster that was shut down whole begins to count anew. Its nodes were started since, so that none of them is one that was frozen.
    private static bool IsAnew(WsrepStatus status, ClusterView known) => status.AskedAt - status.Uptime - Blur > known.Since;

    // Two clusters, one of them founded by mistake: every process takes the same one.
    private static bool IsBigger(WsrepStatus status, ClusterView known) => status.Cluster != known.Cluster &&
        (status.Size, status.Cluster).CompareTo((known.Size, known.Cluster)) > 0;
}
