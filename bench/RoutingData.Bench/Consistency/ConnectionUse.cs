namespace RoutingData.Bench.Consistency;

/// <summary>On which connection a turn's statements run.</summary>
internal enum ConnectionUse
{
    Same,
    Reopened,
    New,
    Scope,

    /// <summary>EF Core: SaveChanges, then queries of the same context.</summary>
    Ef,

    /// <summary>The write in one data source, the reads in another one, with a monitor and pools of its own, and a token between them.</summary>
    Processes,
}
