namespace RoutingData;

/// <summary>What happened in a failover, as the router saw it.</summary>
public enum FailoverStep
{
    /// <summary>The writer did not answer a probe.</summary>
    Suspected,

    /// <summary>The writer failed as many probes as it may.</summary>
    Down,

    /// <summary>The writer is read-only now.</summary>
    Demoted,

    /// <summary>The writer was drained by the application: it takes nothing new.</summary>
    Drained,

    /// <summary>There is no writer: statements for it wait.</summary>
    NoWriter,

    /// <summary>A server became the writer.</summary>
    Promoted,

    /// <summary>The first write was answered by it.</summary>
    FirstWrite,

    /// <summary>The writer answers again, or is in service again, and has been the writer all along.</summary>
    Recovered,
}
