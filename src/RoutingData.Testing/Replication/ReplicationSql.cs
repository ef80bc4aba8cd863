using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing.MariaDb;

namespace RoutingData.Testing.Replication;

/// <summary>MariaDB's statements for replication. Pure.</summary>
internal static class ReplicationSql
{
    public const string Status = "SHOW SLAVE STATUS";
    public const string Start = "START SLAVE";
    public const string Stop = "STOP SLAVE";
    public const string StopReceiving = "STOP SLAVE IO_THREAD";
    public const string Forget = "RESET SLAVE ALL";
    public const string ReadOnly = "SET GLOBAL read_only = 1";
    public const string Writable = "SET GLOBAL read_only = 0";

    /// <summary>A writer's commits wait for a replica, where replicas are semi-synchronous.</summary>
    public const string CommitsWait = "SET GLOBAL rpl_semi_sync_master_enabled = @@GLOBAL.rpl_semi_sync_slave_enabled";

    /// <summary>A replica's commits wait for nobody: what a former writer believes to be its replicas may have left long ago.</summary>
    public const string CommitsDoNotWait = "SET GLOBAL rpl_semi_sync_master_enabled = 0";

    /// <summary>All it has committed, whoever wrote it first: replicas write a binary log too.</summary>
    public const string Committed = "SELECT @@GLOBAL.gtid_binlog_pos";

    /// <summary>Answers 0 as soon as the position has been applied, -1 when the time is over.</summary>
    public static string WaitApplied(string gtid, TimeSpan atMost) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT MASTER_GTID_WAIT('{gtid}', {atMost.TotalSeconds:F3})");

    /// <summary>Where to replicate from. MASTER_DEMOTE_TO_SLAVE counts what a former writer wrote itself as applied.</summary>
    public static string Follow(ServerAddress writer, bool formerWriter) =>
        $"""
        CHANGE MASTER TO MASTER_HOST = '{writer.Hostname}', MASTER_PORT = {writer.Port},
            MASTER_USER = '{BootstrapSql.ReplicationUser}', MASTER_PASSWORD = '{BootstrapSql.ReplicationPassword}',
            MASTER_SSL = 0, MASTER_CONNECT_RETRY = 1, MASTER_USE_GTID = slave_pos{(formerWriter ? ", MASTER_DEMOTE_TO_SLAVE = 1" : "")}
        """;
}
