using RoutingData.Abstractions;
namespace RoutingData.Configuration;

/// <summary>What is wrong with the hostgroups that servers, pairs and rules speak of.</summary>
internal static class HostgroupValidation
{
    private const string Path = nameof(RoutingOptions.ReplicationHostgroups);

    public static IEnumerable<OptionsError> Validate(RoutingOptions options, RoutingDbConnectionStringBuilder connection) =>
        [.. OfPairs(options, connection), .. OfDestinations(options, connection)];

    private static IEnumerable<OptionsError> OfPairs(RoutingOptions options, RoutingDbConnectionStringBuilder connection)
    {
        var firstPairOf = new Dictionary<int, int>();
        var withServers = HostgroupsWithServers(options, connection);
        for (var i = 0; i < options.ReplicationHostgroups.Count; i++)
        {
            var pair = options.ReplicationHostgroups[i];
            var path = $"{Path}[{i}]";
            if (CheckTypes.Find(pair.CheckType) is null)
                yield return new OptionsError($"{path}.{nameof(pair.CheckType)}", $"It must be {CheckTypes.All}.");

            if (pair.WriterHostgroup == pair.ReaderHostgroup)
            {
                yield return new OptionsError(
                    path, $"Writer and reader hostgroup are both {pair.WriterHostgroup}: give readers one of their own, such as 20.");
                continue;
            }

            foreach (var hostgroup in new[] { pair.WriterHostgroup, pair.ReaderHostgroup })
            {
                if (!firstPairOf.TryAdd(hostgroup, i))
                {
                    yield return new OptionsError(path, $"Hostgroup {hostgroup} is in pair {Path}[{firstPairOf[hostgroup]}] already.");
                }
            }

            if (!withServers.Contains(pair.WriterHostgroup) && !withServers.Contains(pair.ReaderHostgroup))
            {
                yield return new OptionsError(
                    path, $"No server is in hostgroup {pair.WriterHostgroup} or {pair.ReaderHostgroup}: give servers one as HostgroupId.");
            }
        }

        if (options.ReplicationHostgroups.Count == 0 && options.DefaultHostgroup == DefaultHostgroups.Reader)
        {
            yield return Fault(
                $"{DefaultHostgroups.Reader} is the hostgroup of readers while {Path} is empty: " +
                $"use {DefaultHostgroups.Writer}, or add a pair.");
        }
    }

    private static IEnumerable<OptionsError> OfDestinations(RoutingOptions options, RoutingDbConnectionStringBuilder connection)
    {
        var pairs = ConfiguredServers.PairsOf(options);
        var known = HostgroupsWithServers(options, connection);
        known.UnionWith(pairs.SelectMany(pair => new[] { pair.WriterHostgroup, pair.ReaderHostgroup }));
        var list = string.Join(", ", known.Order());

        if (!known.Contains(options.DefaultHostgroup))
            yield return Fault(Unknown(options.DefaultHostgroup, list));
        else if (options.ReplicationHostgroups.FirstOrDefault(pair => pair.ReaderHostgroup == options.DefaultHostgroup) is { } reads)
            yield return Fault($"{options.DefaultHostgroup} is a hostgroup of readers: use {reads.WriterHostgroup}, its writers'.");

        for (var i = 0; i < options.QueryRules.Count; i++)
        {
            if (options.QueryRules[i].DestinationHostgroup is { } destination && !known.Contains(destination))
            {
                yield return new OptionsError(
                    $"{nameof(RoutingOptions.QueryRules)}[{i}].{nameof(QueryRuleOptions.DestinationHostgroup)}",
                    Unknown(destination, list));
            }
        }
    }

    private static HashSet<int> HostgroupsWithServers(RoutingOptions options, RoutingDbConnectionStringBuilder connection)
    {
        var hostgroups = options.Servers.Select(server => server.HostgroupId).ToHashSet();
        if (!connection.Servers.IsEmpty) hostgroups.Add(options.DefaultHostgroup);
        return hostgroups;
    }

    private static OptionsError Fault(string message) => new(nameof(RoutingOptions.DefaultHostgroup), message);

    private static string Unknown(int hostgroup, string known) =>
        $"No server and no pair is in hostgroup {hostgroup}; there are {known}.";
}
