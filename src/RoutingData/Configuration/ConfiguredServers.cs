using System.Collections.Immutable;
using RoutingData.Abstractions;
using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>Turns options into the definitions that the topology is built from. Options must be valid.</summary>
internal static class ConfiguredServers
{
    /// <summary>Returns the servers of the options, then those that only the connection string lists.</summary>
    public static ImmutableArray<ServerDefinition> Of(RoutingOptions options, RoutingDbConnectionStringBuilder connection)
    {
        var configured = options.Servers.Select(Definition).ToImmutableArray();
        var known = configured.Select(server => server.Address).ToHashSet();
        var listed =
            from address in connection.Servers
            where known.Add(address)
            select new ServerDefinition(options.DefaultHostgroup, address) { MaxReplicationLag = connection.MaxReplicationLag ?? 0 };
        return [.. configured, .. listed];
    }

    /// <summary>Returns the pairs of the options; without any, the default hostgroup with readers in 20.</summary>
    public static ImmutableArray<ReplicationHostgroup> PairsOf(RoutingOptions options) =>
        options.ReplicationHostgroups.Count == 0
            ? [new ReplicationHostgroup(options.DefaultHostgroup, DefaultHostgroups.Reader)]
            : [.. options.ReplicationHostgroups.Select(Definition)];

    private static ServerDefinition Definition(ServerOptions server) =>
        new(server.HostgroupId, new ServerAddress(server.Hostname, server.Port))
        {
            Weight = server.Weight,
            Status = server.Status,
            MaxConnections = server.MaxConnections,
            MaxReplicationLag = server.MaxReplicationLag,
            UseSsl = server.UseSsl,
            Comment = server.Comment,
        };

    private static ReplicationHostgroup Definition(ReplicationHostgroupOptions pair) =>
        new(pair.WriterHostgroup, pair.ReaderHostgroup, CheckTypes.Find(pair.CheckType) ?? ReadOnlyCheck.ReadOnly)
        {
            TakeBackAfter = TimeSpan.FromMilliseconds(pair.TakeBackAfterMs),
        };
}
