namespace RoutingData.Testing.Replication;

/// <summary>What a server that replicates says about it.</summary>
/// <param name="Connected">Whether the writer sends, and so has accepted the GTID position it was asked to start from.</param>
/// <param name="Received">The GTID position that has been received, if not yet applied.</param>
/// <param name="Error">Why replication stands still, or "" when it does not.</param>
internal sealed record ReplicaStatus(bool Connected, string Received, string Error);
