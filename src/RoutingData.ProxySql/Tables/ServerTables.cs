using System.Collections.Immutable;
using static RoutingData.ProxySql.Tables.Columns;

namespace RoutingData.ProxySql.Tables;

/// <summary>The tables of servers and of their hostgroups.</summary>
internal static class ServerTables
{
    private const string Module = "MYSQL SERVERS";

    public static TableDefinition Servers { get; } = new("mysql_servers", Module,
    [
        Hostgroup("hostgroup_id", 0) with { FileName = "hostgroup", Default = "0", IsKey = true },
        Text("hostname") with { FileName = "address", IsRequired = true, IsKey = true },
        Number("port", "3306", 0, 65_535) with { IsKey = true },
        Number("gtid_port", "0", 0, 65_535),
        Text("status", "ONLINE") with { Choices = ["ONLINE", "SHUNNED", "OFFLINE_SOFT", "OFFLINE_HARD"] },
        Number("weight", "1", 0, 10_000_000),
        Number("compression", "0", 0, 102_400),
        Number("max_connections", "1000", 0, int.MaxValue),
        Number("max_replication_lag", "0", 0, int.MaxValue),
        Switch("use_ssl", "0"),
        Number("max_latency_ms", "0", 0, int.MaxValue),
        Text("comment", ""),
    ]);

    public static TableDefinition ReplicationHostgroups { get; } = new("mysql_replication_hostgroups", Module,
    [
        Hostgroup("writer_hostgroup", 0) with { IsRequired = true, IsKey = true },
        Hostgroup("reader_hostgroup", 0) with { IsRequired = true },
        Text("check_type", "read_only") with
        {
            Choices = ["READ_ONLY", "INNODB_READ_ONLY", "SUPER_READ_ONLY", "READ_ONLY|INNODB_READ_ONLY", "READ_ONLY&INNODB_READ_ONLY"],
        },
        Text("comment", ""),
    ]);

    public static TableDefinition GroupReplicationHostgroups { get; } = new("mysql_group_replication_hostgroups", Module, Clustered);

    public static TableDefinition GaleraHostgroups { get; } = new("mysql_galera_hostgroups", Module, Clustered);

    public static TableDefinition AuroraHostgroups { get; } = new("mysql_aws_aurora_hostgroups", Module,
    [
        Hostgroup("writer_hostgroup", 0) with { IsRequired = true, IsKey = true },
        Hostgroup("reader_hostgroup", 0) with { IsRequired = true },
        Switch("active", "1"),
        Number("aurora_port", "3306", 1, 65_535),
        Text("domain_name", ""),
        Number("max_lag_ms", "600000", 0, int.MaxValue),
        Number("check_interval_ms", "1000", 0, int.MaxValue),
        Number("check_timeout_ms", "800", 0, int.MaxValue),
        Switch("writer_is_also_reader", "0"),
        Number("new_reader_weight", "1", 0, 10_000_000),
        Number("add_lag_ms", "30", 0, int.MaxValue),
        Number("min_lag_ms", "30", 0, int.MaxValue),
        Number("lag_num_checks", "1", 1, 16),
        Text("comment", ""),
    ]);

    public static TableDefinition HostgroupAttributes { get; } = new("mysql_hostgroup_attributes", Module,
    [
        Hostgroup("hostgroup_id", 0) with { IsRequired = true, IsKey = true },
        Number("max_num_online_servers", "1000000", 0, 1_000_000),
        Number("autocommit", "-1", -1, 1),
        Number("free_connections_pct", "10", 0, 100),
        Text("init_connect", ""),
        Switch("multiplex", "1"),
        Switch("connection_warming", "0"),
        Number("throttle_connections_per_sec", "1000000", 1, 1_000_000),
        Text("ignore_session_variables", ""),
        Text("hostgroup_settings", ""),
        Text("servers_defaults", ""),
        Text("comment", ""),
    ])
    {
        Reason = "A hostgroup has no settings of its own. A second writable server is kept out always, and what a connection begins with is a keyword of the driver.",
    };

    public static TableDefinition SslParameters { get; } = new("mysql_servers_ssl_params", Module,
    [
        Text("hostname") with { IsRequired = true, IsKey = true },
        Number("port", "3306", 0, 65_535) with { IsKey = true },
        Text("username", "") with { IsKey = true },
        Text("ssl_ca", ""), Text("ssl_cert", ""), Text("ssl_key", ""), Text("ssl_capath", ""), Text("ssl_crl", ""), Text("ssl_crlpath", ""),
        Text("ssl_cipher", ""), Text("tls_version", ""), Text("comment", ""),
    ])
    {
        Reason = "Certificates are keywords of the driver: SSL Mode, SslCa, SslCert, SslKey in ConnectionString, the same for all servers.",
    };

    private static ImmutableArray<Column> Clustered =>
    [
        Hostgroup("writer_hostgroup", 0) with { IsRequired = true, IsKey = true },
        Hostgroup("backup_writer_hostgroup", 0) with { IsRequired = true },
        Hostgroup("reader_hostgroup", 0) with { IsRequired = true },
        Hostgroup("offline_hostgroup", 0) with { IsRequired = true },
        Switch("active", "1"),
        Number("max_writers", "1", 0, int.MaxValue),
        Number("writer_is_also_reader", "0", 0, 2),
        Number("max_transactions_behind", "0", 0, int.MaxValue),
        Text("comment", ""),
    ];
}
