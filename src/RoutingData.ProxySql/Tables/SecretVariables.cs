using System.Collections.Frozen;

namespace RoutingData.ProxySql.Tables;

/// <summary>The variables that hold passwords.</summary>
internal static class SecretVariables
{
    public static FrozenSet<string> All { get; } =
        new[] { "mysql-monitor_password", "admin-admin_credentials", "admin-stats_credentials", "admin-cluster_password" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => All.Contains(name);
}
