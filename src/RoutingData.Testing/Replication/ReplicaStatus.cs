namespace RoutingData.Testing.Replication;

/// <summary>What SHOW SLAVE STATUS says about a server that replicates.</summary>
/// <param name="Connected">Whether the writer sends, and so has accepted the GTID position it was asked to start from.</param>
/// <param name="Received">The GTID position that has been received, if not yet applied.</param>
/// <param name="Error">Why replication stands still, or "" when it does not.</param>
internal sealed record ReplicaStatus(bool Connected, string Received, string Error)
{
    public static ReplicaStatus Of(IReadOnlyDictionary<string, string> row) =>
        new(
            row["Slave_IO_Running"] == "Yes" && row["Master_Log_File"].Length > 0,
            row["Gtid_IO_Pos"], Stopped(row, "IO") + Stopped(row, "SQL"));

    // While the I/O thread says Connecting or Preparing it still tries, whatever it has run into so far.
    private static string Stopped(IReadOnlyDictionary<string, string> row, string thread) =>
        row[$"Slave_{thread}_Running"] == "No" ? row[$"Last_{thread}_Error"] : "";
}
