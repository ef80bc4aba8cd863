namespace RoutingData.Bench.Failover.Faults;

/// <summary>What the figures of a fault may be at most; null where nothing is asked. Times are milliseconds.</summary>
internal sealed record FaultBar
{
    public double? FirstWriteP50 { get; init; }

    public double? FirstWriteP99 { get; init; }

    public double? LongestRead { get; init; }

    /// <summary>Whether a write that is in flight may end with an unknown outcome, one a writer; nothing else ever may.</summary>
    public bool MayLeaveOpen { get; init; }

    /// <summary>The writer is gone, in whatever way.</summary>
    public static FaultBar WriterLost { get; } = new() { FirstWriteP50 = 50, FirstWriteP99 = 200, MayLeaveOpen = true };

    /// <summary>The same in a group, which elects by itself.</summary>
    public static FaultBar PrimaryLost { get; } = new() { FirstWriteP50 = 60, MayLeaveOpen = true };

    public static FaultBar NoErrors { get; } = new();
}
