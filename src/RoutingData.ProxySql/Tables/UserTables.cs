using static RoutingData.ProxySql.Tables.Columns;

namespace RoutingData.ProxySql.Tables;

/// <summary>The table of users.</summary>
internal static class UserTables
{
    public static TableDefinition Users { get; } = new("mysql_users", "MYSQL USERS",
    [
        Text("username") with { IsRequired = true, IsKey = true },
        Text("password") with { IsSecret = true },
        Switch("active", "1"),
        Switch("use_ssl", "0"),
        Hostgroup("default_hostgroup", 0) with { Default = "0" },
        Text("default_schema"),
        Switch("schema_locked", "0"),
        Switch("transaction_persistent", "1"),
        Switch("fast_forward", "0"),
        Switch("backend", "1") with { IsKey = true },
        Switch("frontend", "1"),
        Number("max_connections", "10000", 0, int.MaxValue),
        Text("attributes", ""),
        Text("comment", ""),
    ]);
}
