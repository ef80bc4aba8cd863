using RoutingData.Testing;

namespace RoutingData.Bench.Results.Strikes;

/// <summary>Something that is done to servers while results are read from them, and undone afterwards.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="What">What happens, in a few words.</param>
/// <param name="AtWriter">Whether the writer is struck; else a reader.</param>
/// <param name="HitAsync">The blow, and what follows from it, such as a promotion.</param>
/// <param name="RestoreAsync">Makes the struck server a healthy one again.</param>
internal sealed record Strike(
    string Name, string What, bool AtWriter, Func<LocalCluster, LocalServer, Task> HitAsync, Func<LocalCluster, LocalServer, Task> RestoreAsync)
{
    /// <summary>Whether it takes nothing that is established: each read is to be whole.</summary>
    public bool LeavesEstablished { get; init; }

    /// <summary>What <see cref="Monitor.MonitorOptions.ConnectIntervalMs"/> is for it; null for the default.</summary>
    public int? ConnectIntervalMs { get; init; }
}
