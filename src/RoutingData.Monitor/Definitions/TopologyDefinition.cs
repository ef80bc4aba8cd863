using System.Collections.Immutable;
using RoutingData.Monitor.Definitions;

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

    /// <summary>
    /// Called when a server is to take another one's place as the writer; statements for the writer wait until it has ended, and the time
    /// they may wait goes on. One that throws is logged and called again a second later, as long as that server is to be the writer. It runs
    /// on a thread of its own, with no lock held. None by default.
    /// </summary>
    public Func<PromotionNotice, CancellationToken, Task>? PromotionFence { get; init; }

    /// <summary>Whether a promoted server gets nothing before <see cref="PromotionFence"/> has let it.</summary>
    internal bool FencesPromotions => PromotionFence is not null;

    /// <summary>What may be discovered; null, the default, when nothing is.</summary>
    internal DiscoveryRules? Discovery { get; init; }

    /// <summary>Returns a server of a pair that was discovered, with the settings of the first one that is configured there; null for a pair without
    /// one.</summary>
    internal ServerDefinition? Discovered(ServerAddress address, string identity, ReplicationHostgroup pair) => TemplateOf(pair) is not { } template
        ? null
        : template with { Address = address, Identity = identity, Weight = Discovery?.Weight ?? 1, Status = ServerStatus.Online, Comment = null };

    /// <summary>Returns the configured server whose settings a discovered one of a pair gets; null for a pair without one.</summary>
    internal ServerDefinition? TemplateOf(ReplicationHostgroup pair) => Servers.FirstOrDefault(server => !server.IsDiscovered && pair.Contains(server.Hostgroup));

    /// <summary>Every server once, whatever number of hostgroups it stands in.</summary>
    public IEnumerable<ServerAddress> Addresses => Servers.Select(server => server.Address).Distinct();
}
