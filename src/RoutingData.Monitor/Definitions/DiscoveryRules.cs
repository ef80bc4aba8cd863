using System.Collections.Immutable;

namespace RoutingData.Monitor.Definitions;

/// <summary>What may be discovered, and how.</summary>
internal sealed class DiscoveryRules
{
    /// <summary>Who is asked of the servers.</summary>
    public ImmutableArray<DiscoverySource> Sources { get; init; } = [];

    /// <summary>Names whose addresses are servers.</summary>
    public ImmutableArray<string> DnsNames { get; init; } = [];

    /// <summary>The hosts that may be connected to at all.</summary>
    public required AllowedHosts Allowed { get; init; }

    /// <summary>The pause between two rounds of questions.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How long a server that does not answer must not have been named before it is taken out.</summary>
    public required TimeSpan DropAfter { get; init; }

    /// <summary>The most servers that are discovered.</summary>
    public required int MaxServers { get; init; }

    /// <summary>The weight of a server that was discovered.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Returns who is asked about a pair: a replication group has members, any other fleet replicas.</summary>
    public IEnumerable<DiscoverySource> SourcesOf(ReplicationHostgroup pair) =>
        Sources.Where(source => source switch
        {
            DiscoverySource.GroupMembers => pair.AsksForGroup,
            DiscoverySource.Replicas => !pair.AsksForGroup,
            _ => true,
        });
}
