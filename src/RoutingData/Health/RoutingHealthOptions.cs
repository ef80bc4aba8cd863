namespace RoutingData;

/// <summary>What a health check of a data source takes for too much.</summary>
public sealed class RoutingHealthOptions
{
    /// <summary>Lag above which a server makes the check degraded, whether it still serves or not.</summary>
    /// <value>The default is 60 seconds. A server that is behind by more than its <see cref="ServerOptions.MaxReplicationLag"/> makes it so in any case.</value>
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Age of the writer's newest known position above which the check is degraded: readers cannot be compared with it.</summary>
    /// <value>The default is 60 seconds; probes ask for it more often.</value>
    public TimeSpan MaxEvidenceAge { get; set; } = TimeSpan.FromSeconds(60);
}
