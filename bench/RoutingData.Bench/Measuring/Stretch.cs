using System.Diagnostics;

namespace RoutingData.Bench.Measuring;

/// <summary>Times something short by doing it many times: the best of many stretches, for what else the machine does only adds.</summary>
internal static class Stretch
{
    private const int Stretches = 41;
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(25);

    /// <returns>Nanoseconds and allocated bytes for one time.</returns>
    public static (double Nanoseconds, double Bytes) Measure(Action<int> repeat)
    {
        var times = TimesFor(repeat);
        List<double> durations = [];
        var bytes = 0L;
        for (var i = 0; i < Stretches; i++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            repeat(times);
            durations.Add(Stopwatch.GetElapsedTime(begun).TotalNanoseconds / times);
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return (durations.Min(), (double)bytes / Stretches / times);
    }

    // Also the warm-up: the JIT optimises in steps, a tenth of a second apart.
    private static int TimesFor(Action<int> repeat)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(500)) repeat(16);
        for (var times = 16; ; times *= 2)
        {
            begun = Stopwatch.GetTimestamp();
            repeat(times);
            if (Stopwatch.GetElapsedTime(begun) > Length) return times;
        }
    }
}
