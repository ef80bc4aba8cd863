using static RoutingData.ProxySql.Tables.Columns;

namespace RoutingData.ProxySql.Tables;

/// <summary>The tables that speak of ProxySQL's own processes. They are understood, so that a script that fills them runs, and reported.</summary>
internal static class ProcessTables
{
    private const string Firewall = "There is no firewall for statements: a user's grants on the servers, and rules with error_msg, say what may run.";

    public static TableDefinition Scheduler { get; } = new("scheduler", "SCHEDULER",
    [
        Number("id", null, 0, int.MaxValue) with { IsKey = true },
        Switch("active", "1"),
        Number("interval_ms", null, 100, 100_000_000) with { IsRequired = true },
        Text("filename") with { IsRequired = true },
        Text("arg1"), Text("arg2"), Text("arg3"), Text("arg4"), Text("arg5"),
        Text("comment", ""),
    ])
    {
        Reason = "No programs are started. What they usually do here, telling a writer from readers, is the topology monitor's work.",
    };

    public static TableDefinition ProxySqlServers { get; } = new("proxysql_servers", "PROXYSQL SERVERS",
    [
        Text("hostname") with { FileName = "address", IsRequired = true, IsKey = true },
        Number("port", "6032", 0, 65_535) with { IsKey = true },
        Number("weight", "0", 0, int.MaxValue),
        Text("comment", ""),
    ])
    {
        Reason = "There is no cluster of proxies: each process has its configuration from the application.",
    };

    public static TableDefinition RestApi { get; } = new("restapi_routes", "RESTAPI",
    [
        Number("id", null, 0, int.MaxValue) with { IsKey = true },
        Switch("active", "1"),
        Number("timeout_ms", null, 100, 100_000_000) with { IsRequired = true, FileName = "interval_ms" },
        Text("method") with { IsRequired = true },
        Text("uri") with { IsRequired = true },
        Text("script") with { IsRequired = true },
        Text("comment", ""),
    ])
    {
        Reason = "No port is opened, and no scripts are run.",
    };

    public static TableDefinition FirewallUsers { get; } = new("mysql_firewall_whitelist_users", "MYSQL FIREWALL",
    [
        Switch("active", "1"),
        Text("username") with { IsRequired = true, IsKey = true },
        Text("client_address") with { IsRequired = true, IsKey = true },
        Text("mode", "OFF"),
        Text("comment", ""),
    ])
    {
        Reason = Firewall,
    };

    public static TableDefinition FirewallRules { get; } = new("mysql_firewall_whitelist_rules", "MYSQL FIREWALL",
    [
        Switch("active", "1"),
        Text("username") with { IsRequired = true, IsKey = true },
        Text("client_address") with { IsRequired = true, IsKey = true },
        Text("schemaname") with { IsRequired = true, IsKey = true },
        Number("flagIN", "0", 0, int.MaxValue) with { IsKey = true },
        Text("digest") with { IsRequired = true, IsKey = true },
        Text("comment", ""),
    ])
    {
        Reason = Firewall,
    };

    public static TableDefinition FirewallFingerprints { get; } = new("mysql_firewall_whitelist_sqli_fingerprints", "MYSQL FIREWALL",
    [
        Switch("active", "1"),
        Text("fingerprint") with { IsRequired = true, IsKey = true },
    ])
    {
        Reason = Firewall,
    };
}
