namespace RoutingData.Counting;

/// <summary>Durations, counted in the buckets of <see cref="LatencyBuckets"/>: a kilobyte, whatever number of them.</summary>
internal sealed class LatencyHistogram
{
    private readonly int[] _counts = new int[LatencyBuckets.Count];
    private long _sum;
    private long _most;

    /// <summary>Counts one.</summary>
    /// <param name="microseconds">How long it was.</param>
    public void Add(long microseconds)
    {
        Interlocked.Increment(ref _counts[LatencyBuckets.IndexOf(microseconds)]);
        Interlocked.Add(ref _sum, microseconds);
        for (var most = Volatile.Read(ref _most); microseconds > most;)
        {
            var found = Interlocked.CompareExchange(ref _most, microseconds, most);
            if (found == most) break;
            most = found;
        }
    }

    /// <summary>Counts all of another as well.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++) Interlocked.Add(ref _counts[bucket], Volatile.Read(ref other._counts[bucket]));
        Interlocked.Add(ref _sum, Volatile.Read(ref other._sum));
        for (var most = Volatile.Read(ref _most); other._most > most; most = Volatile.Read(ref _most)) Interlocked.CompareExchange(ref _most, other._most, most);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Volatile.Write(ref _sum, 0);
        Volatile.Write(ref _most, 0);
    }

    /// <summary>How many are in buckets that end at or before a duration, or hold it.</summary>
    public long CountUpTo(long microseconds)
    {
        var sum = 0L;
        for (var bucket = 0; bucket <= LatencyBuckets.IndexOf(microseconds); bucket++) sum += (uint)Volatile.Read(ref _counts[bucket]);
        return sum;
    }

    /// <summary>Returns what has been counted.</summary>
    public LatencySummary Summary() => LatencySummary.Of(_counts, Volatile.Read(ref _sum), Volatile.Read(ref _most));
}
