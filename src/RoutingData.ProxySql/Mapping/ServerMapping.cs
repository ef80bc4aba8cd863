using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Takes over the servers.</summary>
internal static class ServerMapping
{
    public static void Write(TableSet tables, IReadOnlyList<HostgroupPair> pairs, MappingTarget target)
    {
        var seen = new HashSet<(int Hostgroup, string Host, int Port)>();
        foreach (var row in tables[ServerTables.Servers])
        {
            if (row["hostname"]!.Contains('/', StringComparison.Ordinal) || row.Number("port") == 0)
            {
                target.Warn(
                    ProxySqlWarningKind.NotSupported, "mysql_servers.hostname",
                    "Servers are reached over TCP: one with a socket's path, or with port 0, is left out.", row.Position);
                continue;
            }

            var hostgroup = HostgroupOf(row, pairs);
            // A server of a group's backup and reader hostgroups is one reader.
            if (!seen.Add((hostgroup, row["hostname"]!.ToUpperInvariant(), row.Number("port")!.Value))) continue;
            target.WarnOfColumns(row);
            Write(row, hostgroup, $"Servers:{seen.Count - 1}", target);
        }
    }

    private static int HostgroupOf(TableRow row, IReadOnlyList<HostgroupPair> pairs)
    {
        var hostgroup = row.Number("hostgroup_id")!.Value;
        return pairs.FirstOrDefault(pair => pair.Others.Contains(hostgroup))?.Reader ?? hostgroup;
    }

    private static void Write(TableRow row, int hostgroup, string path, MappingTarget target)
    {
        target.Set($"{path}:HostgroupId", hostgroup);
        target.Set($"{path}:Hostname", row["hostname"]);
        target.Set($"{path}:Port", row.Number("port"));
        target.Set($"{path}:Status", StatusOf(row, target));
        target.Set($"{path}:Weight", row.Number("weight"));
        target.Set($"{path}:MaxConnections", Math.Max(1, row.Number("max_connections")!.Value));
        target.Set($"{path}:MaxReplicationLag", row.Number("max_replication_lag"));
        target.Set($"{path}:UseSsl", row.Is("use_ssl"));
        if (row.Says("comment")) target.Set($"{path}:Comment", row["comment"]);
    }

    private static string StatusOf(TableRow row, MappingTarget target)
    {
        if (row.Number("max_connections") == 0) target.Warn(row, "max_connections");
        switch (row["status"]!.ToUpperInvariant())
        {
            case "OFFLINE_HARD": return "OfflineHard";
            case "OFFLINE_SOFT": return "OfflineSoft";
            case "SHUNNED":
                target.Warn(row, "status");
                break;
        }

        return row.Number("max_connections") == 0 ? "OfflineSoft" : "Online";
    }
}
