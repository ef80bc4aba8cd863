using System.Collections.Immutable;

namespace RoutingData.ProxySql.Tables;

/// <summary>The configuration tables of ProxySQL 2.7 that say something of MySQL.</summary>
internal static class TableCatalog
{
    /// <summary>What LOAD and SAVE call <c>global_variables</c>; the prefix is that of its names.</summary>
    public static ImmutableArray<(string Module, string Prefix)> VariableModules { get; } = [("MYSQL VARIABLES", "mysql-"), ("ADMIN VARIABLES", "admin-")];

    public static ImmutableArray<TableDefinition> All { get; } =
    [
        ServerTables.Servers, ServerTables.ReplicationHostgroups, ServerTables.GroupReplicationHostgroups, ServerTables.GaleraHostgroups,
        ServerTables.AuroraHostgroups, ServerTables.HostgroupAttributes, ServerTables.SslParameters, UserTables.Users, RuleTables.Rules,
        RuleTables.FastRouting, ProcessTables.Scheduler, ProcessTables.ProxySqlServers, ProcessTables.RestApi, ProcessTables.FirewallUsers,
        ProcessTables.FirewallRules, ProcessTables.FirewallFingerprints,
    ];

    private static readonly Dictionary<string, TableDefinition> ByName = All.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);

    public static TableDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
