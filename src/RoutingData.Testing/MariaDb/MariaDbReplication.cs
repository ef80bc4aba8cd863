using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MariaDb;

/// <summary>MariaDB's statements for replication. Pure.</summary>
internal sealed class MariaDbReplication : IReplicationSql
{
    public string Status => "SHOW SLAVE STATUS";

    public string Start => "START SLAVE";

    public string Stop => "STOP SLAVE";

    public string StopReceiving => "STOP SLAVE IO_THREAD";

    public string Forget => "RESET SLAVE ALL";

    public string ReadOnly => "SET GLOBAL read_only = 1";

    public string Writable => "SET GLOBAL read_only = 0";

    public string CommitsWait => "SET GLOBAL rpl_semi_sync_master_enabled = @@GLOBAL.rpl_semi_sync_slave_enabled";

    public string CommitsDoNotWait => "SET GLOBAL rpl_semi_sync_master_enabled = 0";

    public string Committed => "SELECT @@GLOBAL.gtid_binlog_pos";

    public string WaitApplied(string gtid, TimeSpan atMost) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT MASTER_GTID_WAIT('{gtid}', {atMost.TotalSeconds:F3})");

    // MASTER_DEMOTE_TO_SLAVE counts what a former writer wrote itself as applied.
    public string Follow(ServerAddress writer, bool formerWriter) =>
        $"""
        CHANGE MASTER TO MASTER_HOST = '{writer.Hostname}', MASTER_PORT = {writer.Port},
            MASTER_USER = '{BootstrapSql.ReplicationUser}', MASTER_PASSWORD = '{BootstrapSql.ReplicationPassword}',
            MASTER_SSL = 0, MASTER_CONNECT_RETRY = 1, MASTER_USE_GTID = slave_pos{(formerWriter ? ", MASTER_DEMOTE_TO_SLAVE = 1" : "")}
        """;

    public string Delay(int seconds) => string.Create(CultureInfo.InvariantCulture, $"CHANGE MASTER TO MASTER_DELAY = {seconds}");

    public ReplicaStatus Read(IReadOnlyDictionary<string, string> row)
    {
        return new ReplicaStatus(
            row["Slave_IO_Running"] == "Yes" && row["Master_Log_File"].Length > 0, row["Gtid_IO_Pos"], Stopped("IO") + Stopped("SQL"));

        // While the I/O thread says Connecting or Preparing it still tries, whatever it has run into so far.
        string Stopped(string thread) => row[$"Slave_{thread}_Running"] == "No" ? row[$"Last_{thread}_Error"] : "";
    }
}
