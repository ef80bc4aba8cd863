namespace RoutingData.Monitor.Reports;

/// <summary>A replica's own account of its replication, from SHOW REPLICA STATUS.</summary>
/// <param name="SourceHost">The host it replicates from.</param>
/// <param name="SourcePort">That host's port.</param>
/// <param name="SourceIdentity">That server's uuid (MariaDB: server id), when known.</param>
/// <param name="Running">Whether both of its threads run.</param>
/// <param name="LagSeconds">Seconds behind its source; null when it cannot say.</param>
internal sealed record ReplicationReport(string SourceHost, int SourcePort, string? SourceIdentity, bool Running, long? LagSeconds);
