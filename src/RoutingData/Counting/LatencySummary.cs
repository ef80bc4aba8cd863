namespace RoutingData;

/// <summary>How long statements took, from the call to the answer: the wait for a server is in it, the reading of rows is not. The quantiles are exact to an
/// eighth of their value, and never too small.</summary>
public sealed record LatencySummary
{
    private const double MicrosecondsPerTick = 1.0 / TimeSpan.TicksPerMicrosecond;

    internal LatencySummary()
    {
    }

    /// <summary>How many were timed: one of 32, beginning with the first.</summary>
    public long Timed { get; init; }

    /// <summary>The mean of those.</summary>
    public TimeSpan Mean { get; init; }

    /// <summary>Half of them took no longer.</summary>
    public TimeSpan P50 { get; init; }

    /// <summary>90 of 100 took no longer.</summary>
    public TimeSpan P90 { get; init; }

    /// <summary>95 of 100 took no longer.</summary>
    public TimeSpan P95 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public TimeSpan P99 { get; init; }

    /// <summary>The longest of those that were timed.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>Nothing was timed.</summary>
    internal static LatencySummary None { get; } = new();

    /// <summary>Returns what counts in buckets come to.</summary>
    /// <param name="counts">By bucket (<see cref="Counting.LatencyBuckets"/>).</param>
    /// <param name="sum">Microseconds of all.</param>
    /// <param name="most">Microseconds of the longest.</param>
    internal static LatencySummary Of(ReadOnlySpan<int> counts, long sum, long most)
    {
        var timed = 0L;
        foreach (var count in counts) timed += (uint)count;
        if (timed == 0) return None;
        return new LatencySummary
        {
            Timed = timed,
            Mean = TimeSpan.FromTicks((long)(sum / MicrosecondsPerTick / timed)),
            P50 = At(counts, timed, 0.50, most),
            P90 = At(counts, timed, 0.90, most),
            P95 = At(counts, timed, 0.95, most),
            P99 = At(counts, timed, 0.99, most),
            Longest = TimeSpan.FromMicroseconds(most),
        };
    }

    private static TimeSpan At(ReadOnlySpan<int> counts, long timed, double quantile, long most)
    {
        var left = (long)Math.Ceiling(timed * quantile);
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            left -= (uint)counts[bucket];
            if (left <= 0) return TimeSpan.FromMicroseconds(Math.Min(Counting.LatencyBuckets.HighestOf(bucket), most));
        }

        return TimeSpan.FromMicroseconds(most);
    }
}
