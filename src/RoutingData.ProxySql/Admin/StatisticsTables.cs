using System.Globalization;
using RoutingData.Monitor;
using RoutingData.ProxySql.Scripts;

namespace RoutingData.ProxySql.Admin;

/// <summary>What has been counted, as ProxySQL's tables have it. They are filled when a statement reads them.</summary>
internal sealed class StatisticsTables
{
    private const string Reset = "_reset";

    private static readonly (string Table, string Columns)[] Definitions =
    [
        ("stats.stats_mysql_query_digest",
            "hostgroup INT, schemaname VARCHAR, username VARCHAR, client_address VARCHAR, digest VARCHAR, digest_text VARCHAR, count_star INTEGER, first_seen INTEGER, " +
            "last_seen INTEGER, sum_time INTEGER, min_time INTEGER, max_time INTEGER, sum_rows_affected INTEGER, sum_rows_sent INTEGER"),
        ("stats.stats_mysql_connection_pool",
            "hostgroup INT, srv_host VARCHAR, srv_port INT, status VARCHAR, ConnUsed INT, ConnFree INT, ConnOK INT, ConnERR INT, MaxConnUsed INT, Queries INT, " +
            "Queries_GTID_sync INT, Bytes_data_sent INT, Bytes_data_recv INT, Latency_us INT"),
        ("stats.stats_mysql_commands_counters", CommandCounters.Columns),
        ("stats.stats_mysql_processlist", ProcessList.Columns),
        ("stats.stats_mysql_query_rules", "rule_id INTEGER, hits INT"),
        ("stats.stats_mysql_global", "Variable_Name VARCHAR, Variable_Value VARCHAR"),
        ("monitor.mysql_server_connect_log", "hostname VARCHAR, port INT, time_start_us INT, connect_success_time_us INT, connect_error VARCHAR"),
        ("monitor.mysql_server_ping_log", "hostname VARCHAR, port INT, time_start_us INT, ping_success_time_us INT, ping_error VARCHAR"),
        ("monitor.mysql_server_read_only_log", "hostname VARCHAR, port INT, time_start_us INT, success_time_us INT, read_only INT, error VARCHAR"),
        ("monitor.mysql_server_replication_lag_log", "hostname VARCHAR, port INT, time_start_us INT, success_time_us INT, repl_lag INT, error VARCHAR"),
    ];

    private readonly RoutingDbDataSource _dataSource;
    private readonly AdminDatabase _database;

    public StatisticsTables(RoutingDbDataSource dataSource, AdminDatabase database)
    {
        (_dataSource, _database) = (dataSource, database);
        database.Attach("stats");
        database.Attach("monitor");
        foreach (var (table, columns) in Definitions) database.Create(table, columns);
        database.Create($"stats.stats_mysql_query_digest{Reset}", Definitions[0].Columns);
        database.Create($"stats.stats_mysql_connection_pool{Reset}", Definitions[1].Columns);
    }

    /// <summary>Fills what a statement may read. One that reads a table whose name ends with <c>_reset</c> begins a new count.</summary>
    public void Refresh(string sql)
    {
        if (Reads(sql, "runtime_mysql_servers")) _database.Replace("main.runtime_mysql_servers", RuntimeServers());
        if (!Reads(sql, "stats_mysql") && !Reads(sql, "mysql_server_")) return;
        var statistics = _dataSource.Statistics;
        foreach (var (table, _) in Definitions)
        {
            var name = table.Split('.')[1];
            if (!Reads(sql, name)) continue;
            var rows = Rows(name, statistics).ToArray();
            _database.Replace(table, rows);
            if (!Reads(sql, name + Reset)) continue;
            _database.Replace(table + Reset, rows);
            _dataSource.ResetStatistics();
        }
    }

    private static bool Reads(string sql, string name) => sql.Contains(name, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<object?[]> Rows(string table, RoutingStatistics statistics) => table switch
    {
        "stats_mysql_query_digest" => statistics.Statements.SelectMany(Digests),
        "stats_mysql_connection_pool" => Pools(statistics),
        "stats_mysql_commands_counters" => CommandCounters.Of(statistics),
        "stats_mysql_processlist" => ProcessList.Of(_dataSource),
        "stats_mysql_query_rules" => statistics.Rules.Select(rule => new object?[] { rule.RuleId, rule.Hits }),
        "stats_mysql_global" => Global(statistics),
        "mysql_server_connect_log" => Connects(statistics),
        "mysql_server_ping_log" => Probes(statistics, _ => []),
        "mysql_server_read_only_log" => Probes(statistics, probe => [probe.ReadOnly is { } readOnly ? (readOnly ? 1 : 0) : null]),
        _ => Probes(statistics, probe => [probe.LagSeconds]),
    };

    // One row for each of the pair's hostgroups, as ProxySQL has one for each hostgroup that a statement ran in.
    private IEnumerable<object?[]> Digests(StatementStatistics statement)
    {
        var configuration = _dataSource.Runtime.Plan.Configuration;
        var readers = configuration.Topology.ReplicationHostgroups.FirstOrDefault(pair => pair.WriterHostgroup == configuration.DefaultHostgroup)?.ReaderHostgroup;
        foreach (var (hostgroup, count) in new[] { (readers, statement.OnReader), (configuration.DefaultHostgroup, statement.Count - statement.OnReader) })
        {
            if (count <= 0) continue;
            yield return
            [
                hostgroup, configuration.DefaultSchema ?? "", configuration.Username, "", statement.Digest, statement.DigestText, count, null, null,
                Microseconds(statement.Latency.Mean) * count, null, Microseconds(statement.Latency.Longest),
                // The rows are those of changes, which readers have none of.
                hostgroup == readers ? 0L : statement.RowsAffected, null,
            ];
        }
    }

    private IEnumerable<object?[]> Pools(RoutingStatistics statistics) =>
        from row in RuntimeServers()
        let server = statistics.Servers.FirstOrDefault(server => server.Server.Hostname == (string)row[1]! && server.Server.Port == (int)row[2]!)
        where server is not null
        select new object?[]
        {
            row[0], row[1], row[2], row[4], server.Pool.InUse, null, server.Pool.Connects, server.Pool.Failures, server.Pool.Most, server.Statements, null, null, null,
            Microseconds(server.Probes.IsEmpty ? TimeSpan.Zero : server.Probes[^1].Took),
        };

    private IEnumerable<object?[]> Global(RoutingStatistics statistics) =>
    [
        ["ProxySQL_Uptime", Text((long)(statistics.At - statistics.Since).TotalSeconds)],
        ["Questions", Text(statistics.Operations.Sum(operation => operation.Count))],
        ["Client_Connections_connected", Text(_dataSource.Runtime.Sessions.Count)],
        ["Server_Connections_connected", Text(statistics.Servers.Sum(server => (long)server.Pool.InUse))],
        ["Server_Connections_created", Text(statistics.Servers.Sum(server => server.Pool.Connects))],
        ["Server_Connections_aborted", Text(statistics.Servers.Sum(server => server.Pool.Failures))],
    ];

    private static IEnumerable<object?[]> Probes(RoutingStatistics statistics, Func<ProbeRecord, object?[]> what) =>
        from server in statistics.Servers
        from probe in server.Probes
        let error = probe.Outcome == ProbeOutcome.Answered ? null : probe.Outcome.ToString()
        select (object?[])[server.Server.Hostname, server.Server.Port, Micros(probe.At - probe.Took), Microseconds(probe.Took), .. what(probe), error];

    // The monitor connects when it has no connection, and tells of one that fails as of a probe.
    private static IEnumerable<object?[]> Connects(RoutingStatistics statistics) =>
        from server in statistics.Servers
        from probe in server.Probes
        let failed = probe.Outcome != ProbeOutcome.Answered
        where failed || probe.Connected
        select (object?[])
        [
            server.Server.Hostname, server.Server.Port, Micros(probe.At - probe.Took), failed ? 0L : Microseconds(probe.Took), failed ? probe.Outcome.ToString() : null,
        ];

    /// <summary>Servers in the hostgroups that they play a role in now, as ProxySQL moves them.</summary>
    private List<object?[]> RuntimeServers()
    {
        var topology = _dataSource.Monitor.Current;
        var alsoReader = topology.Definition.WriterIsAlsoReader;
        var rows = new List<object?[]>();
        foreach (var group in topology.Definition.Servers.GroupBy(server => (Pair: topology.Definition.ReplicationHostgroups.FirstOrDefault(pair => pair.Contains(server.Hostgroup)), server.Address)))
        {
            var server = group.First();
            var isWriter = group.Key.Pair is { } pair && topology.RoleOf(server.Address, pair.WriterHostgroup) == ServerRole.Writer;
            int[] hostgroups = (group.Key.Pair, isWriter) switch
            {
                (null, _) => [.. group.Select(each => each.Hostgroup)],
                ({ } roles, true) => alsoReader ? [roles.WriterHostgroup, roles.ReaderHostgroup] : [roles.WriterHostgroup],
                ({ } roles, false) => [roles.ReaderHostgroup],
            };
            rows.AddRange(hostgroups.Select(hostgroup => Row(hostgroup, server, topology.Find(server.Address))));
        }

        return rows;
    }

    private static object?[] Row(int hostgroup, ServerDefinition server, ServerState? state) =>
    [
        hostgroup, server.Address.Hostname, server.Address.Port, 0,
        server.Status == ServerStatus.OfflineHard ? "OFFLINE_HARD" : server.Status == ServerStatus.OfflineSoft || state is { Drained: true } ? "OFFLINE_SOFT"
            : state is { Health: ServerHealth.Shunned } ? "SHUNNED" : "ONLINE",
        server.Weight, 0, server.MaxConnections, server.MaxReplicationLag, server.UseSsl ? 1 : 0, 0, server.Comment ?? "",
    ];

    private static long Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;

    private static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
