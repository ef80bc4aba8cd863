namespace RoutingData.Bench.Consistency;

/// <summary>One row of figures: what is done.</summary>
internal sealed record ConsistencyRunOptions
{
    public ConsistencyLevel Level { get; init; }

    public int ThinkMs { get; init; }

    public ConnectionUse Connections { get; init; }

    public int Turns { get; init; } = 2000;

    public int Sessions { get; init; } = 4;

    public int Writers { get; init; }

    public ReaderTrouble Readers { get; init; }

    /// <summary>Changes of the writer while the turns are taken.</summary>
    public int Failovers { get; init; }

    public int BoundMs { get; init; } = 250;

    public int IntervalMs { get; init; } = 10;

    public bool IsMonotonic { get; init; } = true;
}
