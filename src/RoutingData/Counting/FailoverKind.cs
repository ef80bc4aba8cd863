namespace RoutingData;

/// <summary>What an interruption of writing turned out to be.</summary>
public enum FailoverKind
{
    /// <summary>It is not over.</summary>
    Open,

    /// <summary>Another server took the place of a writer that had failed.</summary>
    Failover,

    /// <summary>Another server took the place of a writer that was there: it had become read-only, or was drained.</summary>
    Switchover,

    /// <summary>The writer was lost or read-only, and is the writer again.</summary>
    Return,

    /// <summary>The writer missed probes, or was drained for a while, and no role changed.</summary>
    Alarm,
}
