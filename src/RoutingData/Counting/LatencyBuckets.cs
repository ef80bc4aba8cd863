using System.Numerics;

namespace RoutingData.Counting;

/// <summary>
/// The buckets of a histogram of durations, as an HDR histogram has them: eight for each power of two, so that a value is known to an eighth
/// of itself whatever its size. Whole microseconds; up to 15 each has a bucket of its own, and what is above an hour counts as that.
/// </summary>
internal static class LatencyBuckets
{
    private const int Bits = 3;
    private const int PerPower = 1 << Bits;
    private const int Exact = PerPower * 2;
    private const int Powers = 28;

    /// <summary>How many there are.</summary>
    public const int Count = Exact + (Powers * PerPower);

    /// <summary>The most that is told apart, in microseconds.</summary>
    public const long Most = (1L << (Bits + 1 + Powers)) - 1;

    /// <summary>Returns the bucket of a duration.</summary>
    /// <param name="microseconds">Below zero counts as zero.</param>
    public static int IndexOf(long microseconds)
    {
        if (microseconds < Exact) return (int)Math.Max(0, microseconds);
        if (microseconds > Most) return Count - 1;
        var power = BitOperations.Log2((ulong)microseconds);
        return Exact + ((power - Bits - 1) * PerPower) + (int)((microseconds >> (power - Bits)) & (PerPower - 1));
    }

    /// <summary>Returns the least duration of a bucket, in microseconds.</summary>
    public static long LowestOf(int index)
    {
        if (index < Exact) return index;
        var (power, place) = ((index - Exact) / PerPower, (index - Exact) % PerPower);
        return (long)(PerPower + place) << (power + 1);
    }

    /// <summary>Returns the greatest duration of a bucket, in microseconds.</summary>
    public static long HighestOf(int index) => index == Count - 1 ? Most : LowestOf(index + 1) - 1;
}
