using System.Diagnostics;

namespace RoutingData.Bench.Measuring;

/// <summary>What this process, and perhaps a proxy beside it, has used so far.</summary>
/// <param name="Timestamp">Of the <see cref="Stopwatch"/>.</param>
/// <param name="Allocated">Bytes, of every thread.</param>
/// <param name="Cpu">Of this process.</param>
/// <param name="ProxyCpu">Of the proxy's.</param>
internal readonly record struct Usage(long Timestamp, long Allocated, TimeSpan Cpu, TimeSpan ProxyCpu)
{
    public static Usage Now(Process? proxy)
    {
        proxy?.Refresh();
        return new Usage(
            Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime,
            proxy?.TotalProcessorTime ?? TimeSpan.Zero);
    }

    public static Usage operator -(Usage later, Usage earlier) => new(
        later.Timestamp - earlier.Timestamp, later.Allocated - earlier.Allocated, later.Cpu - earlier.Cpu, later.ProxyCpu - earlier.ProxyCpu);

    /// <summary>Between two readings.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, Timestamp);
}
