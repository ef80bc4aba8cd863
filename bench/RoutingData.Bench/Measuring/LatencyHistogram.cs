using System.Diagnostics;
using System.Numerics;

namespace RoutingData.Bench.Measuring;

/// <summary>Durations of one worker, in buckets a 32nd of an octave wide: a percentile is right to about 3 %.</summary>
internal sealed class LatencyHistogram
{
    private const int BitsOfBucket = 5;
    private const int Buckets = 64 << BitsOfBucket;

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    /// <param name="ticks">A difference of two <see cref="Stopwatch"/> timestamps.</param>
    public void Add(long ticks)
    {
        _counts[BucketOf(ticks)]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < Buckets; i++) _counts[i] += other._counts[i];
        Count += other.Count;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The duration that a share of all stays below, in microseconds.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Percentile(double share)
    {
        var left = (long)(share * Count);
        for (var i = 0; i < Buckets; i++)
        {
            left -= _counts[i];
            if (left < 0) return UpperEdgeOf(i) * 1e6 / Stopwatch.Frequency;
        }

        return 0;
    }

    private static int BucketOf(long ticks)
    {
        var value = (ulong)Math.Max(ticks, 1);
        var octave = BitOperations.Log2(value);
        if (octave <= BitsOfBucket) return (int)value;
        var within = (int)(value >> (octave - BitsOfBucket)) & ((1 << BitsOfBucket) - 1);
        return ((octave - BitsOfBucket + 1) << BitsOfBucket) + within;
    }

    private static double UpperEdgeOf(int bucket)
    {
        if (bucket < 2 << BitsOfBucket) return bucket + 1;
        var octave = (bucket >> BitsOfBucket) + BitsOfBucket - 1;
        var within = bucket & ((1 << BitsOfBucket) - 1);
        return ((1L << BitsOfBucket) + within + 1) * Math.Pow(2, octave - BitsOfBucket);
    }
}
