namespace RoutingData.HotPathTests;

/// <summary>Counts what an action allocates.</summary>
internal static class Allocations
{
    private const int WarmUps = 100;
    private const int Times = 1000;

    /// <summary>
    /// Bytes for one time, on the thread that does it: a thread of its own, where tasks continue at once. The least of several counts, for the
    /// runtime may allocate something of its own meanwhile.
    /// </summary>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        var thread = new Thread(() =>
        {
            for (var i = 0; i < WarmUps; i++) action();
            for (var count = 0; count < 5; count++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < Times; i++) action();
                least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Times);
            }
        });
        thread.Start();
        thread.Join();
        return least;
    }
}
