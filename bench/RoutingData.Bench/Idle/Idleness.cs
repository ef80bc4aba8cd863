using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Idle;

/// <summary>What the process used in a stretch of time in which it had nothing to do.</summary>
/// <param name="Time">How long.</param>
/// <param name="Cpu">Processor time.</param>
/// <param name="Allocated">Bytes.</param>
/// <param name="HeapBytes">What the monitor and the data source hold at the end.</param>
internal sealed record Idleness(TimeSpan Time, TimeSpan Cpu, long Allocated, long HeapBytes)
{
    public static async Task<Idleness> OfAsync(TimeSpan time)
    {
        var before = Usage.Now(proxy: null);
        await Task.Delay(time);
        var used = Usage.Now(proxy: null) - before;
        return new Idleness(used.Elapsed, used.Cpu, used.Allocated, HeapBytes: 0);
    }
}
