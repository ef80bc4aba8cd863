using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Makes pairs of writer and readers of ProxySQL's five kinds of hostgroups that belong together.</summary>
internal static class PairMapping
{
    private static readonly TableDefinition[] Clusters =
        [ServerTables.GroupReplicationHostgroups, ServerTables.GaleraHostgroups, ServerTables.AuroraHostgroups];

    public static IReadOnlyList<HostgroupPair> Of(TableSet tables, MappingTarget target)
    {
        var hostgroups = tables[ServerTables.Servers].Select(server => server.Number("hostgroup_id")!.Value).ToHashSet();
        var pairs = new List<HostgroupPair>();
        foreach (var row in tables[ServerTables.ReplicationHostgroups])
        {
            target.WarnOfColumns(row);
            Add(row, new HostgroupPair(
                row.Number("writer_hostgroup")!.Value, row.Number("reader_hostgroup")!.Value, row["check_type"]!, [], row["comment"]));
        }

        foreach (var row in Clusters.SelectMany(table => tables[table])) AddCluster(row);
        return pairs;

        void AddCluster(TableRow row)
        {
            if (!row.Is("active"))
            {
                target.Warn(row, "active");
                return;
            }

            target.WarnOfColumns(row);
            WarnOfRoles(row, target);
            int[] others = row.Table == ServerTables.AuroraHostgroups
                ? []
                : [row.Number("backup_writer_hostgroup")!.Value, row.Number("offline_hostgroup")!.Value];
            Add(row, new HostgroupPair(
                row.Number("writer_hostgroup")!.Value, row.Number("reader_hostgroup")!.Value,
                CheckTypeOf(row), others, null));
        }

        void Add(TableRow row, HostgroupPair pair)
        {
            int[] all = [pair.Writer, pair.Reader, .. pair.Others];
            if (pair.Writer == pair.Reader)
            {
                target.Warn(ProxySqlWarningKind.NotSupported, row.Table.Name, "Writer and readers are one hostgroup: the row is left out, as ProxySQL's table refuses it.", row.Position);
            }
            else if (pairs.Any(other => all.Intersect([other.Writer, other.Reader, .. other.Others]).Any()))
            {
                target.Warn(ProxySqlWarningKind.NotSupported, row.Table.Name, "A hostgroup is in another pair already: the row is left out.", row.Position);
            }
            else if (hostgroups.Count > 0 && !hostgroups.Overlaps(all))
            {
                target.Warn(ProxySqlWarningKind.NotSupported, row.Table.Name, "No server is in the pair: the row is left out.", row.Position);
            }
            else
            {
                pairs.Add(pair);
            }
        }
    }

    public static void Write(IReadOnlyList<HostgroupPair> pairs, MappingTarget target)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var path = $"ReplicationHostgroups:{i}";
            target.Set($"{path}:WriterHostgroup", pairs[i].Writer);
            target.Set($"{path}:ReaderHostgroup", pairs[i].Reader);
            target.Set($"{path}:CheckType", pairs[i].CheckType.ToLowerInvariant());
            if (!string.IsNullOrEmpty(pairs[i].Comment)) target.Set($"{path}:Comment", pairs[i].Comment);
        }
    }

    private static string CheckTypeOf(TableRow row) =>
        row.Table == ServerTables.AuroraHostgroups ? "innodb_read_only"
        : row.Table == ServerTables.GaleraHostgroups ? "galera"
        : "group_replication";

    private static void WarnOfRoles(TableRow row, MappingTarget target)
    {
        target.Set("Monitor:WriterIsAlsoReader", row["writer_is_also_reader"] != "0");
        target.Warn(
            ProxySqlWarningKind.Adjusted, row.Table.Name,
            row.Table == ServerTables.GaleraHostgroups
                ? "The row becomes a pair of hostgroups: of the nodes that serve, the first one in the order of mysql_servers is the writer, whatever the weights."
                : row.Table == ServerTables.GroupReplicationHostgroups
                    ? "The row becomes a pair of hostgroups: the group's members say who is the writer, where the monitor's user may see them."
                    : "The row becomes a pair of hostgroups: the servers' read-only variables say who is the writer.",
            row.Position);
    }
}
