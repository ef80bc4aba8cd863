using System.Collections.Frozen;
using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>What a plan says of the choice among readers.</summary>
/// <param name="Policy">Chooses.</param>
/// <param name="LocalServers">The servers of the process's zone; none where it has none.</param>
/// <param name="IsAside">Whether a reader is set aside now; null where none ever is.</param>
internal sealed record ReaderChoice(IReaderSelectionPolicy Policy, FrozenSet<ServerAddress> LocalServers, Func<ServerAddress, bool>? IsAside = null)
{
    /// <summary>Whether reads are to be timed for it.</summary>
    public bool IsTimed => Policy.NeedsLatency || IsAside is not null;

    /// <summary>Returns what puts the question to the policy.</summary>
    /// <param name="pools">What is known of the servers.</param>
    /// <param name="shareOf">The part of a server's weight that counts now.</param>
    public ReaderSelector SelectorFor(BackendPools pools, Func<ServerAddress, double> shareOf) => new(Policy, shareOf, pools.PermitsInUseOf)
    {
        LatencyOf = Policy.NeedsLatency ? pools.LatencyOf : null,
        IsAside = IsAside,
        IsLocal = LocalServers.Count > 0 ? LocalServers.Contains : null,
    };
}
