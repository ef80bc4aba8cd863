namespace RoutingData.Monitor.Reports;

/// <summary>What a node of Galera says of itself and of its cluster.</summary>
/// <param name="IsServing">Whether it takes statements and is up to date: Synced, in the primary component, ready, not desynced, and rejecting nothing.</param>
/// <param name="Cluster">The cluster's history (<c>wsrep_cluster_state_uuid</c>); empty outside a primary component.</param>
/// <param name="View">The number of the membership that it is in (<c>wsrep_cluster_conf_id</c>): each change counts it up.</param>
/// <param name="Size">How many nodes are in that, as it says.</param>
/// <param name="Uptime">How long the server has been running, in whole seconds.</param>
internal sealed record WsrepStatus(bool IsServing, string Cluster, ulong View, int Size, TimeSpan Uptime)
{
    /// <summary>It refuses statements (error 1047), or is no node at all.</summary>
    public static readonly WsrepStatus Outside = new(IsServing: false, "", View: 0, Size: 0, TimeSpan.Zero);

    /// <summary>The moment at which it was asked, by the monitor's clock.</summary>
    public TimeSpan AskedAt { get; init; }

    /// <summary>Whether it is in a primary component, whether or not it serves.</summary>
    public bool IsInside => Cluster.Length > 0;
}
