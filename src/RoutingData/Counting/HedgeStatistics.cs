namespace RoutingData;

/// <summary>What was counted of reads that were sent to a second reader (<see cref="HedgingOptions"/>).</summary>
public sealed record HedgeStatistics
{
    internal HedgeStatistics()
    {
    }

    /// <summary>Reads that could have been sent twice.</summary>
    public long Reads { get; init; }

    /// <summary>Reads that were sent to a second reader.</summary>
    public long Sent { get; init; }

    /// <summary>Of these, the ones that the second reader answered first.</summary>
    public long Won { get; init; }

    /// <summary>Connections that a second reader was asked for before a read was sent, because the first reader's was late. They are paid for as second reads
    /// are.</summary>
    public long Opened { get; init; }

    /// <summary>Late reads that were not sent twice, because the budget was spent.</summary>
    public long Refused { get; init; }
}
