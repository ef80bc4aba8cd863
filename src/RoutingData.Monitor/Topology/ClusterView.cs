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

    // Its nodes come to know of a membership within a moment.
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(10);

    /// <summary>Whether a node says that it is in this membership.</summary>
    public bool Has(WsrepStatus status) => status.View == Number && status.Cluster == Cluster;

    /// <summary>Whether a node was started since: then it is none that was frozen. Where it names an older membership all the same, its cluster was shut down whole
    /// and counts anew, or it was made a cluster of its own by mistake, beside one that lives.</summary>
    public bool IsBefore(WsrepStatus status) => status.AskedAt - status.Uptime - Blur > Since;

    /// <summary>Whether a node has had time enough to come to know of it.</summary>
    public bool IsKnownTo(WsrepStatus status) => status.AskedAt - Since > Spread;

    /// <summary>Returns the newest after a node's answer; the same one while it brings nothing new.</summary>
    /// <param name="known">The newest so far; null when there was none.</param>
    /// <param name="status">The answer.</param>
    /// <param name="mayChange">Whether another cluster may take its place: nothing has been elected in this one yet.</param>
    /// <param name="lives">Whether another node is heard that is in the newest so far.</param>
    public static ClusterView? After(ClusterView? known, WsrepStatus status, bool mayChange, bool lives)
    {
        if (!status.IsInside || known?.Has(status) == true) return known;
        if (known is not null && !IsNewer(status, known) && !(!lives && known.IsBefore(status)) && !(mayChange && IsBigger(status, known))) return known;
        return new ClusterView(status.Cluster, status.View, status.Size, status.AskedAt);
    }

    private static bool IsNewer(WsrepStatus status, ClusterView known) => status.Cluster == known.Cluster && status.View > known.Number;

    // Two clusters, one of them founded by mistake: every process takes the same one.
    private static bool IsBigger(WsrepStatus status, ClusterView known) => status.Cluster != known.Cluster &&
        (status.Size, status.Cluster).CompareTo((known.Size, known.Cluster)) > 0;
}
