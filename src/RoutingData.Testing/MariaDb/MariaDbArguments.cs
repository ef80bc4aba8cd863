using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Testing.MariaDb;

/// <summary>The options a server is started with. Pure.</summary>
internal static class MariaDbArguments
{
    /// <summary>
    /// Small, and safe against the death of the process only: what a commit wrote is in the operating system's hands
    /// (flush 2, sync_binlog 0, nosync), so SIGKILL loses nothing and no disk is waited for.
    /// </summary>
    public static IReadOnlyList<string> Small { get; } =
    [
        "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=4M", "--innodb-log-buffer-size=2M",
        "--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--innodb-flush-method=nosync",
        "--innodb-buffer-pool-dump-at-shutdown=0", "--innodb-buffer-pool-load-at-startup=0", "--innodb-use-native-aio=0",
        "--innodb-read-io-threads=1", "--innodb-write-io-threads=2", "--innodb-purge-threads=1",
        "--aria-pagecache-buffer-size=1M", "--key-buffer-size=64K", "--performance-schema=0", "--table-open-cache=200",
        "--max-connections=300", "--skip-name-resolve", "--character-set-server=utf8mb4",
    ];

    /// <summary>Returns the options of every server of a cluster.</summary>
    public static IEnumerable<string> ForServer(ServerAddress address, int serverId, string data, bool readOnly) =>
    [
        $"--datadir={data}", $"--tmpdir={data}", "--socket=mariadb.sock", "--pid-file=mariadb.pid",
        $"--bind-address={address.Hostname}", $"--port={Text(address.Port)}", $"--server-id={Text(serverId)}",
        $"--report-host={address.Hostname}", $"--report-port={Text(address.Port)}",
        "--log-bin=binlog", "--relay-log=relay", "--log-slave-updates=1", "--gtid-strict-mode=1", "--gtid-domain-id=0",
        $"--read-only={(readOnly ? "1" : "0")}",
        .. Small,
    ];

    /// <summary>
    /// Returns a commit on the writer waits for one replica; with none connected it does not wait. A server that starts as a replica
    /// first forgets what it had written and no replica had received (init-rpl-role), so that a crashed writer can come back. A
    /// replica that stops tries for a second at most to end its connection on a silent writer.
    /// </summary>
    public static IEnumerable<string> ForSemiSynchronous(bool readOnly) =>
    [
        "--rpl-semi-sync-slave-enabled=1", "--rpl-semi-sync-slave-kill-conn-timeout=1",
        "--rpl-semi-sync-master-wait-point=AFTER_SYNC", "--rpl-semi-sync-master-wait-no-slave=0",
        readOnly ? "--loose-init-rpl-role=SLAVE" : "--rpl-semi-sync-master-enabled=1",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
