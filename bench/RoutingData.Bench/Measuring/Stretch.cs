using System.Diagnostics;

namespace RoutingData.Bench.Measuring;

/// <summary>
/// Times something short by doing it many times: the best of many stretches, for what else the machine does only adds. It goes on as long
/// as it gets faster, for the JIT takes its time on a busy machine.
/// </summary>
internal static class Stretch
{
    private const int WithoutGain = 30;
    private const double Gain = 0.98;
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <returns>Nanoseconds and allocated bytes for one time.</returns>
    public static (double Nanoseconds, double Bytes) Measure(Action<int> repeat)
    {
        var times = TimesFor(repeat);
        var (best, bytes) = (double.MaxValue, double.MaxValue);
        for (var without = 0; without < WithoutGain; without++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            repeat(times);
            var time = Stopwatch.GetElapsedTime(begun).TotalNanoseconds / times;
            bytes = Math.Min(bytes, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / times);
            if (time < best * Gain) without = 0;
            best = Math.Min(best, time);
        }

        return (best, bytes);
    }

    private static int TimesFor(Action<int> repeat)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < WarmUp) repeat(1);
        for (var times = 1; ; times *= 2)
        {
            begun = Stopwatch.GetTimestamp();
            repeat(times);
            if (Stopwatch.GetElapsedTime(begun) > Length) return times;
        }
    }
}
