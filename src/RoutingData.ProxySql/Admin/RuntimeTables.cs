using System.Globalization;
using RoutingData.Configuration;
using RoutingData.Monitor;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Admin;

/// <summary>What is in force, as ProxySQL's tables would have it.</summary>
internal static class RuntimeTables
{
    private const int LongestQuerySeconds = 20 * 24 * 3600;

    private static readonly ProxySqlPosition Runtime = new("runtime", 1, 1);

    public static TableSet Of(RoutingConfiguration configuration)
    {
        var tables = new TableSet();
        foreach (var server in configuration.Topology.Servers) Put(tables, ServerTables.Servers, Values(server));
        foreach (var pair in configuration.Topology.ReplicationHostgroups) Put(tables, ServerTables.ReplicationHostgroups, Values(pair));
        foreach (var rule in configuration.QueryRules.Where(rule => rule.Active)) Put(tables, RuleTables.Rules, Values(rule));
        Put(tables, UserTables.Users, new()
        {
            ["username"] = configuration.Username,
            ["password"] = Secrets.Kept,
            ["default_hostgroup"] = Number(configuration.DefaultHostgroup),
            ["default_schema"] = configuration.DefaultSchema,
        });
        foreach (var (name, value) in Variables(configuration)) tables.Set(new Variable(name, value, Runtime));
        return tables;
    }

    private static Dictionary<string, string?> Values(ServerDefinition server) => new()
    {
        ["hostgroup_id"] = Number(server.Hostgroup),
        ["hostname"] = server.Address.Hostname,
        ["port"] = Number(server.Address.Port),
        ["status"] = server.Status switch { ServerStatus.OfflineSoft => "OFFLINE_SOFT", ServerStatus.OfflineHard => "OFFLINE_HARD", _ => "ONLINE" },
        ["weight"] = Number(server.Weight),
        ["max_connections"] = Number(server.MaxConnections),
        ["max_replication_lag"] = Number(server.MaxReplicationLag),
        ["use_ssl"] = Switch(server.UseSsl),
        ["comment"] = server.Comment ?? "",
    };

    private static Dictionary<string, string?> Values(ReplicationHostgroup pair) => new()
    {
        ["writer_hostgroup"] = Number(pair.WriterHostgroup),
        ["reader_hostgroup"] = Number(pair.ReaderHostgroup),
        ["check_type"] = pair.Check switch
        {
            ReadOnlyCheck.InnodbReadOnly => "innodb_read_only",
            ReadOnlyCheck.SuperReadOnly => "super_read_only",
            ReadOnlyCheck.ReadOnlyOrInnodbReadOnly => "read_only|innodb_read_only",
            ReadOnlyCheck.ReadOnlyAndInnodbReadOnly => "read_only&innodb_read_only",
            ReadOnlyCheck.GroupReplication => "group_replication",
            ReadOnlyCheck.Galera => "galera",
            _ => "read_only",
        },
    };

    private static Dictionary<string, string?> Values(QueryRuleOptions rule) => new()
    {
        ["rule_id"] = Number(rule.RuleId),
        ["active"] = "1",
        ["username"] = rule.Username,
        ["schemaname"] = rule.SchemaName,
        ["flagIN"] = Number(rule.FlagIn),
        ["digest"] = rule.Digest,
        ["match_digest"] = rule.MatchDigest,
        ["match_pattern"] = rule.MatchPattern,
        ["negate_match_pattern"] = Switch(rule.NegateMatchPattern),
        ["re_modifiers"] = rule.ReModifiers,
        ["flagOUT"] = Number(rule.FlagOut),
        ["replace_pattern"] = rule.ReplacePattern,
        ["destination_hostgroup"] = Number(rule.DestinationHostgroup),
        ["timeout"] = Number(rule.Timeout),
        ["retries"] = Number(rule.Retries),
        ["delay"] = Number(rule.Delay),
        ["error_msg"] = rule.ErrorMsg,
        ["multiplex"] = rule.Multiplex is { } multiplex ? Switch(multiplex) : null,
        ["log"] = rule.Log is { } log ? Switch(log) : null,
        ["apply"] = Switch(rule.Apply),
        ["comment"] = rule.Comment,
    };

    private static IEnumerable<(string Name, string Value)> Variables(RoutingConfiguration configuration) =>
        from variable in TakenVariables.All
        let value = ValueOf(variable.Value.Setting, configuration)
        where value is not null
        select (variable.Key, value);

    private static string? ValueOf(string setting, RoutingConfiguration configuration) => setting switch
    {
        "Monitor:Username" => configuration.Monitor.Username,
        "Monitor:Password" => configuration.Monitor.Username is null ? null : Secrets.Kept,
        "Monitor:ConnectTimeoutMs" => Number(configuration.Monitor.ConnectTimeoutMs),
        "Monitor:ConnectIntervalMs" => Number(configuration.Monitor.ConnectIntervalMs),
        "Monitor:ReadOnlyIntervalMs" => Number(configuration.Monitor.ReadOnlyIntervalMs),
        "Monitor:ReadOnlyTimeoutMs" => Number(configuration.Monitor.ReadOnlyTimeoutMs),
        "Monitor:ReadOnlyMaxTimeoutCount" => Number(configuration.Monitor.ReadOnlyMaxTimeoutCount),
        "Monitor:WriterIsAlsoReader" => configuration.Monitor.WriterIsAlsoReader ? "true" : "false",
        "Pool:ConnectTimeoutMs" => Number(configuration.Pool.ConnectTimeoutMs),
        "Pool:MaxConnections" => configuration.Pool.MaxConnections == 0 ? null : Number(configuration.Pool.MaxConnections),
        "Failover:WriterWaitTimeoutMs" => Number(configuration.Failover.WriterWaitTimeoutMs),
        "Failover:ConnectRetriesOnFailure" => Number(configuration.Failover.ConnectRetriesOnFailure),
        "Failover:ConnectRetriesDelayMs" => Number(configuration.Failover.ConnectRetriesDelayMs),
        "Failover:QueryRetriesOnFailure" => Number(configuration.Failover.QueryRetriesOnFailure),
        "DefaultQueryTimeoutMs" => configuration.DefaultCommandTimeoutSeconds is > 0 and var seconds ? Number(Math.Min(seconds, LongestQuerySeconds) * 1000) : null,
        "DefaultQueryDelayMs" => Number(configuration.DefaultQueryDelayMs),
        _ => null,
    };

    private static void Put(TableSet tables, TableDefinition table, Dictionary<string, string?> values) => tables.Put(new TableRow(
        table, [.. table.Columns.Select(column => values.TryGetValue(column.Name, out var value) ? value : column.Default)], Runtime));

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Switch(bool value) => value ? "1" : "0";
}
