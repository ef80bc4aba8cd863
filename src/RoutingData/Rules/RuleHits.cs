using System.Numerics;

namespace RoutingData.Rules;

/// <summary>A counter for each rule, in one stripe per core, so that commands on different cores do not wait for one cache line.</summary>
internal sealed class RuleHits
{
    private const int CountersPerCacheLine = 8;

    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 64));

    private readonly long[] _counters;
    private readonly int _stride;

    public RuleHits(int rules)
    {
        _stride = (rules + CountersPerCacheLine - 1) / CountersPerCacheLine * CountersPerCacheLine;
        _counters = new long[_stride * Stripes];
    }

    public void Add(int position)
    {
        var stripe = Thread.GetCurrentProcessorId() & (Stripes - 1);
        Interlocked.Increment(ref _counters[(stripe * _stride) + position]);
    }

    public void Clear() => Array.Clear(_counters);

    public long Read(int position)
    {
        var sum = 0L;
        for (var i = position; i < _counters.Length; i += _stride) sum += Interlocked.Read(ref _counters[i]);
        return sum;
    }
}
