namespace RoutingData.ProxySql.Mapping;

/// <summary>The variables that become settings, each with the range that ProxySQL takes.</summary>
internal static class TakenVariables
{
    private const long Week = 7L * 24 * 3600 * 1000;

    public static IReadOnlyDictionary<string, VariableMeaning> All { get; } = new Dictionary<string, VariableMeaning>(StringComparer.OrdinalIgnoreCase)
    {
        ["mysql-monitor_username"] = new("Monitor:Username", VariableKind.Text),
        ["mysql-monitor_password"] = new("Monitor:Password", VariableKind.Text),
        ["mysql-monitor_connect_timeout"] = Number("Monitor:ConnectTimeoutMs", 100, 600_000),
        ["mysql-monitor_connect_interval"] = Number("Monitor:ConnectIntervalMs", 100, Week),
        ["mysql-monitor_read_only_interval"] = Number("Monitor:ReadOnlyIntervalMs", 100, Week),
        ["mysql-monitor_read_only_timeout"] = Number("Monitor:ReadOnlyTimeoutMs", 100, 600_000),
        ["mysql-monitor_read_only_max_timeout_count"] = Number("Monitor:ReadOnlyMaxTimeoutCount", 1, 999_999),
        ["mysql-monitor_writer_is_also_reader"] = new("Monitor:WriterIsAlsoReader", VariableKind.Switch),
        ["mysql-connect_timeout_server"] = Number("Pool:ConnectTimeoutMs", 10, 120_000),
        ["mysql-connect_timeout_server_max"] = Number("Failover:WriterWaitTimeoutMs", 10, 3_600_000),
        ["mysql-connect_retries_on_failure"] = Number("Failover:ConnectRetriesOnFailure", 0, 1000),
        ["mysql-connect_retries_delay"] = Number("Failover:ConnectRetriesDelayMs", 0, 10_000),
        ["mysql-query_retries_on_failure"] = Number("Failover:QueryRetriesOnFailure", 0, 1000),
        ["mysql-default_query_timeout"] = Number("DefaultQueryTimeoutMs", 1000, 20L * 24 * 3600 * 1000),
        ["mysql-default_query_delay"] = Number("DefaultQueryDelayMs", 0, 3_600_000),
        ["mysql-max_connections"] = Number("Pool:MaxConnections", 1, 1_000_000),
        ["mysql-default_schema"] = new("DefaultSchema", VariableKind.Text),
    };

    private static VariableMeaning Number(string setting, long min, long max) => new(setting, VariableKind.Number, min, max);
}
