using static RoutingData.ProxySql.Tables.Columns;

namespace RoutingData.ProxySql.Tables;

/// <summary>The tables of query rules.</summary>
internal static class RuleTables
{
    private const string Module = "MYSQL QUERY RULES";

    public static TableDefinition Rules { get; } = new("mysql_query_rules", Module,
    [
        Number("rule_id", null, 0, int.MaxValue) with { IsKey = true },
        Switch("active", "0") with { FileDefault = "1" },
        Text("username"),
        Text("schemaname"),
        Number("flagIN", "0", 0, int.MaxValue),
        Text("client_addr"),
        Text("proxy_addr"),
        Number("proxy_port", null, 0, 65_535),
        Text("digest"),
        Text("match_digest"),
        Text("match_pattern"),
        Switch("negate_match_pattern", "0"),
        Text("re_modifiers", "CASELESS"),
        Number("flagOUT", null, 0, int.MaxValue),
        Text("replace_pattern"),
        Hostgroup("destination_hostgroup", 0),
        Number("cache_ttl", null, 1, int.MaxValue),
        Switch("cache_empty_result", null),
        Number("cache_timeout", null, 0, int.MaxValue),
        Switch("reconnect", null),
        Number("timeout", null, 0, int.MaxValue),
        Number("retries", null, 0, 1000),
        Number("delay", null, 0, int.MaxValue),
        Number("next_query_flagIN", null, 0, int.MaxValue),
        Number("mirror_flagOUT", null, 0, int.MaxValue),
        Hostgroup("mirror_hostgroup", 0),
        Text("error_msg"),
        Text("OK_msg"),
        Switch("sticky_conn", null),
        Number("multiplex", null, 0, 2),
        Hostgroup("gtid_from_hostgroup", 0),
        Switch("log", null),
        Switch("apply", "0"),
        Text("attributes", ""),
        Text("comment"),
    ]);

    public static TableDefinition FastRouting { get; } = new("mysql_query_rules_fast_routing", Module,
    [
        Text("username") with { IsRequired = true, IsKey = true },
        Text("schemaname") with { IsRequired = true, IsKey = true },
        Number("flagIN", "0", 0, int.MaxValue) with { IsKey = true },
        Hostgroup("destination_hostgroup", 0) with { IsRequired = true },
        Text("comment", ""),
    ]);
}
