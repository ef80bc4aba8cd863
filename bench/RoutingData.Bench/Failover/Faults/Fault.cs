namespace RoutingData.Bench.Failover.Faults;

/// <summary>Something that is done to the servers under load.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="What">What happens, in a few words.</param>
/// <param name="Bar">What the figures may be.</param>
/// <param name="StrikeAsync">Does it, from the first blow to the last.</param>
internal sealed record Fault(string Name, string What, FaultBar Bar, Func<Stage, Task> StrikeAsync)
{
    /// <summary>Whether a server falls silent: a synchronous call of MySql.Data waits on it whatever anybody does.</summary>
    public bool FallsSilent { get; init; }

    /// <summary>Whether the replicas go, so that a commit must not wait for one of them.</summary>
    public bool TakesReplicas { get; init; }

    /// <summary>Whether every second insert is a transaction.</summary>
    public bool HasTransactions { get; init; }

    /// <summary>Whether it asks something of the router, which nothing but the router can do.</summary>
    public bool NeedsRouter { get; init; }

    /// <summary>Whether the writer of before is to take the writes back soon.</summary>
    public bool TakesBack { get; init; }
}
