using System.Collections.Immutable;

namespace RoutingData.Monitor;

/// <summary>What is configured: which servers there are, which hostgroups are pairs, and the thresholds of the topology step.</summary>
public sealed record TopologyDefinition
{
    /// <summary>The servers, one entry for each hostgroup a server stands in.</summary>
    public required ImmutableArray<ServerDefinition> Servers { get; init; }

    /// <summary>The replication hostgroup pairs.</summary>
    public required ImmutableArray<ReplicationHostgroup> ReplicationHostgroups { get; init; }

    /// <summary>Whether the writer serves reads too (<c>monitor_writer_is_also_reader</c>); true by default.</summary>
    public bool WriterIsAlsoReader { get; init; } = true;

    /// <summary>How many probes in a row may fail before the server is shunned; 3 by default.</summary>
    public int MaxFailures { get; init; } = 3;

    /// <summary>Whether a promoted server gets nothing before <see cref="TopologyMonitor.PromotionFence"/> has let it; false by
    /// default.</summary>
    public bool FencesPromotions { get; init; }

    /// <summary>Every server once, whatever number of hostgroups it stands in.</summary>
    public IEnumerable<ServerAddress> Addresses => Servers.Select(server => server.Address).Distinct();

    internal ImmutableArray<ServerAddress> MembersOf(ReplicationHostgroup pair) =>
        [.. Servers.Where(server => pair.Contains(server.Hostgroup)).Select(server => server.Address).Distinct()];

    /// <summary>The members that may be the writer: one that its operator has put out of service has no say, whatever its
    /// read_only.</summary>
    internal ImmutableArray<ServerAddress> CandidatesOf(ReplicationHostgroup pair) =>
        MembersOf(pair).RemoveAll(address => Entry(address, pair.WriterHostgroup).Status == ServerStatus.OfflineHard);

    /// <summary>The hostgroups a server may serve: those it stands in, and the other one of each of their pairs.</summary>
    internal IEnumerable<int> HostgroupsOf(ServerAddress address) => Servers
        .Where(server => server.Address == address)
        .SelectMany(server => PairOf(server.Hostgroup) is { } pair ? [pair.WriterHostgroup, pair.ReaderHostgroup] : new[] { server.Hostgroup })
        .Distinct();

    /// <summary>A server's entry for a hostgroup; in a pair its entry for the other hostgroup will do, so that a role change
    /// keeps weight and limits.</summary>
    internal ServerDefinition Entry(ServerAddress address, int hostgroup)
    {
        var pair = PairOf(hostgroup);
        ServerDefinition? other = null;
        foreach (var server in Servers)
        {
            if (server.Address != address) continue;
            if (server.Hostgroup == hostgroup) return server;
            if (pair is not null && pair.Contains(server.Hostgroup)) other = server;
        }

        return (other ?? new ServerDefinition(hostgroup, address)) with { Hostgroup = hostgroup };
    }

    private ReplicationHostgroup? PairOf(int hostgroup) => ReplicationHostgroups.FirstOrDefault(pair => pair.Contains(hostgroup));
}
