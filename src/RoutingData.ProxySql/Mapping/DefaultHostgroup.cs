using RoutingData.Abstractions;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Where statements go that no rule sends elsewhere.</summary>
/// <param name="Writer">The hostgroup of writers that everything goes to.</param>
/// <param name="Reads">The hostgroup of readers that plain reads go to first, where the user's own hostgroup is one.</param>
internal sealed record DefaultHostgroup(int Writer, int? Reads)
{
    private const string Key = "mysql_users.default_hostgroup";

    public static DefaultHostgroup Of(TableRow? user, TableSet tables, IReadOnlyList<HostgroupPair> pairs, MappingTarget target)
    {
        var hostgroups = tables[ServerTables.Servers].Select(server => server.Number("hostgroup_id")!.Value).ToHashSet();
        var wanted = user?.Number("default_hostgroup");
        if (wanted is { } reader && pairs.FirstOrDefault(pair => pair.Reader == reader || pair.Others.Contains(reader)) is { } pairOfReader)
        {
            target.Warn(user!, "default_hostgroup");
            return new DefaultHostgroup(pairOfReader.Writer, pairOfReader.Reader);
        }

        if (wanted is { } known && (hostgroups.Contains(known) || pairs.Any(pair => pair.Writer == known))) return new DefaultHostgroup(known, null);

        int? first = pairs.Count > 0 ? pairs[0].Writer : hostgroups.Count > 0 ? hostgroups.Min() : null;
        if (first is { } instead && wanted is not null)
        {
            target.Warn(
                ProxySqlWarningKind.Adjusted, Key,
                "No server is in the user's hostgroup, and ProxySQL would fail: the first hostgroup of a writer is taken.", user!.Position);
        }

        return new DefaultHostgroup(first ?? wanted ?? DefaultHostgroups.Writer, null);
    }

    /// <summary>A pair for the hostgroup, where the configuration has none: RoutingData has a monitor always.</summary>
    public HostgroupPair? PairOf(TableSet tables, IReadOnlyList<HostgroupPair> pairs, MappingTarget target)
    {
        var servers = tables[ServerTables.Servers];
        if (pairs.Count > 0 || servers.Count == 0) return null;
        var taken = servers.Select(server => server.Number("hostgroup_id")!.Value)
            .Concat(tables[RuleTables.Rules].Select(rule => rule.Number("destination_hostgroup") ?? Writer)).Append(Writer).ToHashSet();
        var readers = Enumerable.Range(DefaultHostgroups.Reader, taken.Count + 1).First(hostgroup => !taken.Contains(hostgroup));
        target.Warn(
            ProxySqlWarningKind.Adjusted, "mysql_replication_hostgroups",
            "There is no pair of hostgroups. The default hostgroup becomes the writer's of one, and read_only says which of its servers that is; " +
            "the other hostgroups stay as they are. With a row (writer, readers) a failover is followed, and a session reads what it wrote.",
            servers[0].Position);
        return new HostgroupPair(Writer, readers, "read_only", [], null);
    }
}
