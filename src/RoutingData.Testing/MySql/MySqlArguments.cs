using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Testing.MySql;

/// <summary>The options a server is started with. Pure.</summary>
internal static class MySqlArguments
{
    /// <summary>
    /// Small, and safe against the death of the process only: what a commit wrote is in the operating system's hands
    /// (flush 2, sync_binlog 0, nosync), so SIGKILL loses nothing and no disk is waited for.
    /// </summary>
    public static IReadOnlyList<string> Small { get; } =
    [
        "--innodb-buffer-pool-size=24M", "--innodb-redo-log-capacity=8M", "--innodb-log-buffer-size=1M",
        "--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--innodb-flush-method=nosync", "--innodb-doublewrite=0",
        "--innodb-buffer-pool-dump-at-shutdown=0", "--innodb-buffer-pool-load-at-startup=0", "--innodb-use-native-aio=0",
        "--innodb-read-io-threads=1", "--innodb-write-io-threads=1", "--innodb-purge-threads=1", "--innodb-parallel-read-threads=1",
        "--key-buffer-size=64K", "--performance-schema=0", "--table-open-cache=200", "--table-definition-cache=400",
        "--max-connections=300", "--skip-name-resolve", "--mysqlx=0", "--secure-file-priv=",
    ];

    /// <summary>Returns the arguments for making a data folder: a larger redo log, which is faster to fill, and no history.</summary>
    public static IEnumerable<string> ForNewData => [.. Small, "--innodb-redo-log-capacity=64M", "--skip-log-bin"];

    /// <summary>Returns the options of every server of a cluster.</summary>
    public static IEnumerable<string> ForServer(ServerAddress address, int serverId, string data, bool readOnly) =>
    [
        $"--datadir={data}", $"--tmpdir={data}", "--socket=mysql.sock", "--pid-file=mysql.pid",
        $"--bind-address={address.Hostname}", $"--port={Text(address.Port)}", $"--server-id={Text(serverId)}",
        $"--report-host={address.Hostname}", $"--report-port={Text(address.Port)}",
        "--log-bin=binlog", "--relay-log=relay", "--log-replica-updates=1", "--gtid-mode=ON", "--enforce-gtid-consistency=ON",
        "--relay-log-recovery=1", "--replica-parallel-workers=1",
        "--plugin-load-add=semisync_source.so", "--plugin-load-add=semisync_replica.so", "--plugin-load-add=mysql_clone.so",
        $"--super-read-only={(readOnly ? "1" : "0")}",
        .. Small,
    ];

    /// <summary>Returns a commit on the writer waits for one replica; with none connected it does not wait.</summary>
    public static IEnumerable<string> ForSemiSynchronous(bool readOnly) =>
    [
        "--rpl-semi-sync-replica-enabled=1", "--rpl-semi-sync-source-wait-point=AFTER_SYNC", "--rpl-semi-sync-source-wait-no-replica=0",
        $"--rpl-semi-sync-source-enabled={(readOnly ? "0" : "1")}",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
