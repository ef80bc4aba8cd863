namespace RoutingData;

/// <content>What it has counted.</content>
public sealed partial class RoutingDbDataSource
{
    /// <summary>
    /// What has been counted since the start or the last reset: statements by their digests, servers with pools and probes, query rules, and the story of each
    /// failover. A snapshot made now; to make one takes about a millisecond for a thousand statements.
    /// </summary>
    public RoutingStatistics Statistics => Runtime.Statistics;

    /// <summary>Begins to count anew. What is going on, such as a failover, goes on; the last statements of connections in use may count on either side.</summary>
    public void ResetStatistics() => Runtime.ResetStatistics();
}
