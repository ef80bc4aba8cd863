using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>The writer of one replication hostgroup pair, and its history.</summary>
/// <param name="Pair">The pair.</param>
internal sealed record PairState(ReplicationHostgroup Pair)
{
    /// <summary>The writer; null while there is none.</summary>
    public ServerAddress? Writer { get; init; }

    /// <summary>The epoch at which it became the writer, or at which the last one was lost.</summary>
    public long Since { get; init; }

    /// <summary>The last writer, also while there is none.</summary>
    public ServerAddress? LastWriter { get; init; }

    /// <summary>The server whose place the writer took; null when it was the writer before, or the first one.</summary>
    public ServerAddress? FormerWriter { get; init; }

    /// <summary>The writer before, while the application's promotion fence holds back what is meant for the new one, also after that was lost;
    /// else null.</summary>
    public ServerAddress? FencedFrom { get; init; }

    /// <summary>Whether the writer missed a probe and not all the others have answered since: what happened meanwhile is unknown, so that
    /// evidence may overrule it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Whether someone was seen writable whose standing is not settled, so that all must be asked again at once.</summary>
    public bool Unsettled { get; init; }

    /// <summary>The newest view of its replication group; null where there is none, or it is not asked for.</summary>
    public GroupView? Group { get; init; }

    /// <summary>The newest membership of its Galera cluster; null where there is none, or it is not asked for.</summary>
    public ClusterView? Cluster { get; init; }

    /// <summary>The epoch since which its writer, a node of Galera, is not known to have applied what another node has committed; 0 while it is. Until then it
    /// gets nothing that is meant for the writer.</summary>
    public long CatchesUpSince { get; init; }

    /// <summary>The servers that are writable beside the writer, or beside each other; the same set while they are the
    /// same, so that two states are equal.</summary>
    public ImmutableHashSet<ServerAddress> Conflicts { get; init; } = [];

    /// <summary>Whether a server is one of them; there are hardly ever any.</summary>
    public bool HasConflictOf(ServerAddress server) => !Conflicts.IsEmpty && Conflicts.Contains(server);
}
