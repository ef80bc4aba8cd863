namespace RoutingData.ProxySql.Mapping;

/// <summary>What may stand in a configuration file beside the tables and the variables of MySQL and of the admin interface.</summary>
internal static class GeneralSettings
{
    private const string Postgres = "RoutingData routes MySQL and MariaDB.";
    private const string Module = "A module of ProxySQL's own process.";

    public static IReadOnlyDictionary<string, Meaning> All { get; } = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        ["datadir"] = Meaning.NotNeeded("Nothing is stored: the configuration is the application's."),
        ["errorlog"] = Meaning.NotNeeded(Reasons.Logs),
        ["pidfile"] = Meaning.NotNeeded(Reasons.NoProcess),
        ["restart_on_missing_heartbeats"] = Meaning.NotNeeded(Reasons.NoProcess),
        ["execute_on_exit_failure"] = Meaning.NotNeeded(Reasons.NoProcess),
        ["uuid"] = Meaning.NotNeeded(Reasons.NoCluster),
        ["interfaces"] = Meaning.NotNeeded(Reasons.NoProcess),
        ["cluster_sync_interfaces"] = Meaning.NotNeeded(Reasons.NoCluster),
        ["ldap_auth_plugin"] = Meaning.NotSupported("Users are those of the servers."),
        ["web_interface_plugin"] = Meaning.NotNeeded(Reasons.NoProcess),
        ["sqlite3_plugin"] = Meaning.NotNeeded(Module),
        ["clickhouse_server"] = Meaning.NotNeeded(Module),
        ["ldap_variables"] = Meaning.NotSupported("Users are those of the servers."),
        ["mysql_ldap_mapping"] = Meaning.NotSupported("Users are those of the servers."),
        ["sqliteserver_variables"] = Meaning.NotNeeded(Module),
        ["clickhouse_variables"] = Meaning.NotNeeded(Module),
        ["clickhouse_users"] = Meaning.NotNeeded(Module),
        ["mysql_collations"] = Meaning.NotNeeded("Character sets are keywords of the driver."),
        ["pgsql_variables"] = Meaning.NotSupported(Postgres),
        ["pgsql_servers"] = Meaning.NotSupported(Postgres),
        ["pgsql_users"] = Meaning.NotSupported(Postgres),
        ["pgsql_query_rules"] = Meaning.NotSupported(Postgres),
        ["pgsql_query_rules_fast_routing"] = Meaning.NotSupported(Postgres),
        ["pgsql_replication_hostgroups"] = Meaning.NotSupported(Postgres),
        ["pgsql_hostgroup_attributes"] = Meaning.NotSupported(Postgres),
    };
}
