namespace RoutingData.ProxySql.Tables;

/// <summary>The variables that hold passwords.</summary>
internal static class SecretVariables
{
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "mysql-monitor_password", "admin-admin_credentials", "admin-stats_credentials", "admin-cluster_password" };

    public static bool Contains(string name) => All.Contains(name);
}
