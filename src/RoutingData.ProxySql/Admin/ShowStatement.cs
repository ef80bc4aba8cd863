using System.Collections.Immutable;
using System.Data;
using System.Text.RegularExpressions;
using RoutingData.ProxySql.Scripts;

namespace RoutingData.ProxySql.Admin;

/// <summary>SHOW, in terms of SELECT.</summary>
internal static partial class ShowStatement
{
    /// <summary>What SHOW WARNINGS is, which no table has.</summary>
    public const string Warnings = "SHOW WARNINGS";

    /// <summary>The SELECT that a statement means; <see langword="null"/> when it means none.</summary>
    public static string? Of(AdminStatement statement)
    {
        var match = Pattern().Match(statement.Text);
        if (!match.Success) return null;
        var (what, name, like) = (match.Groups["what"].Value.ToUpperInvariant(), match.Groups["name"].Value, match.Groups["like"].Value);
        var schema = name.ToUpperInvariant() switch { "STATS" => "stats", "MONITOR" => "monitor", "DISK" => "disk", _ => "main" };
        return string.Join(' ', what.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) switch
        {
            "TABLES" => $"SELECT name AS tables FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' {Like("name", like)} ORDER BY name",
            "DATABASES" or "SCHEMAS" => "SELECT 0 AS seq, 'main' AS name, '' AS file UNION ALL VALUES (2, 'disk', ''), (3, 'stats', ''), (4, 'monitor', '')",
            "CREATE TABLE" => $"SELECT name AS \"table\", sql AS \"Create Table\" FROM main.sqlite_schema WHERE name = '{name.Split('.')[^1].Trim('`')}'",
            "MYSQL VARIABLES" => Variables("mysql-", like),
            "ADMIN VARIABLES" => Variables("admin-", like),
            "VARIABLES" or "GLOBAL VARIABLES" or "ALL VARIABLES" => Variables("", like),
            "STATUS" or "MYSQL STATUS" or "GLOBAL STATUS" => $"SELECT Variable_Name, Variable_Value FROM stats.stats_mysql_global WHERE 1 {Like("Variable_Name", like)}",
            "MYSQL USERS" => "SELECT username, active, default_hostgroup FROM main.mysql_users",
            "MYSQL SERVERS" => "SELECT hostgroup_id, hostname, port, status FROM main.runtime_mysql_servers",
            "PROCESSLIST" => "SELECT SessionID, user, db, hostgroup, srv_host, srv_port, command, time_ms, info FROM stats.stats_mysql_processlist",
            "WARNINGS" => Warnings,
            _ => null,
        };
    }

    /// <summary>Warnings as rows.</summary>
    public static DataTable Show(ImmutableArray<ProxySqlWarning> warnings)
    {
        var rows = new DataTable();
        rows.Columns.Add("Level", typeof(string));
        rows.Columns.Add("Code", typeof(string));
        rows.Columns.Add("Message", typeof(string));
        foreach (var warning in warnings) rows.Rows.Add(warning.Kind.ToString(), warning.Key, warning.Reason);
        return rows;
    }

    private static string Variables(string prefix, string like) =>
        $"SELECT variable_name, variable_value FROM main.global_variables WHERE variable_name LIKE '{prefix}%' {Like("variable_name", like)} ORDER BY variable_name";

    private static string Like(string column, string like) => like.Length == 0 ? "" : $"AND {column} LIKE {like}";

    [GeneratedRegex(
        @"^SHOW\s+(FULL\s+)?(?<what>((MYSQL|ADMIN|GLOBAL|ALL)\s+)?(VARIABLES|STATUS|USERS|SERVERS)|PROCESSLIST|TABLES|DATABASES|SCHEMAS|WARNINGS|CREATE\s+TABLE)(\s+(FROM|IN)\s+(?<name>\w+)|\s+(?<name>[`\w.]+))?(\s+LIKE\s+(?<like>'([^']|'')*'))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
