using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MySql;

/// <summary>MySQL's statements for replication, of 8.0.23 and newer. Pure.</summary>
internal sealed class MySqlReplication : IReplicationSql
{
    public string Status => "SHOW REPLICA STATUS";

    public string Start => "START REPLICA";

    public string Stop => "STOP REPLICA";

    public string StopReceiving => "STOP REPLICA IO_THREAD";

    public string Forget => "RESET REPLICA ALL";

    // Sets read_only along with it.
    public string ReadOnly => "SET GLOBAL super_read_only = 1";

    // Clears super_read_only along with it.
    public string Writable => "SET GLOBAL read_only = 0";

    public string CommitsWait =>
        "SET GLOBAL rpl_semi_sync_source_timeout = DEFAULT, GLOBAL rpl_semi_sync_source_enabled = @@GLOBAL.rpl_semi_sync_replica_enabled";

    // Not turned off: that takes up to a second, in which no client can read a global variable and every monitor finds a dead server.
    public string CommitsDoNotWait => "SET GLOBAL rpl_semi_sync_source_timeout = 0";

    public string Committed => "SELECT @@GLOBAL.gtid_executed";

    public string WaitApplied(string gtid, TimeSpan atMost) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT WAIT_FOR_EXECUTED_GTID_SET('{gtid}', {atMost.TotalSeconds:F3})");

    // What a former writer wrote itself is in its gtid_executed, as all it has.
    public string Follow(ServerAddress writer, bool formerWriter) =>
        $"""
        CHANGE REPLICATION SOURCE TO SOURCE_HOST = '{writer.Hostname}', SOURCE_PORT = {writer.Port},
            SOURCE_USER = '{BootstrapSql.ReplicationUser}', SOURCE_PASSWORD = '{BootstrapSql.ReplicationPassword}',
            SOURCE_SSL = 0, GET_SOURCE_PUBLIC_KEY = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_AUTO_POSITION = 1
        """;

    public string Delay(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"CHANGE REPLICATION SOURCE TO SOURCE_DELAY = {seconds}");

    public ReplicaStatus Read(IReadOnlyDictionary<string, string> row)
    {
        // What has been received since replication was last started anew is told apart from what has been applied.
        return new ReplicaStatus(
            row["Replica_IO_Running"] == "Yes" && row["Source_Log_File"].Length > 0,
            string.Join(',', new[] { row["Executed_Gtid_Set"], row["Retrieved_Gtid_Set"] }.Where(set => set.Length > 0)),
            Stopped("IO") + Stopped("SQL"));

        string Stopped(string thread) => row[$"Replica_{thread}_Running"] == "No" ? row[$"Last_{thread}_Error"] : "";
    }
}
