namespace RoutingData.Monitor.Probing;

/// <summary>
/// When the servers are probed while all is well: in rounds, all in the same moment, because each timer that fires wakes a thread. The time
/// between two rounds is jittered by up to a tenth, so that processes started together do not probe together.
/// </summary>
internal sealed class ProbeRounds(TimeProvider timeProvider, Random random)
{
    // Timers count whole milliseconds, and may fire within the last of them: a round must not begin twice.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly long _origin = timeProvider.GetTimestamp();
    private TimeSpan _next;

    /// <summary>Returns how long it is to the next round.</summary>
    /// <param name="interval">Between two rounds, on average.</param>
    public TimeSpan UntilNext(TimeSpan interval)
    {
        lock (_gate)
        {
            var now = timeProvider.GetElapsedTime(_origin);
            if (now >= _next) _next = now + (interval * (0.9 + (random.NextDouble() * 0.2)));
            return _next - now + Rounding;
        }
    }
}
