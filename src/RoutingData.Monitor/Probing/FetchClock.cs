namespace RoutingData.Monitor.Probing;

/// <summary>
/// Knows when a question for positions sets out, and publishes it before it does. A caller that has read <see cref="Newest"/> after an answer knows that
/// every fetch with a later beginning began after that answer: a moment for the price of a memory read.
/// </summary>
internal sealed class FetchClock(TimeProvider timeProvider)
{
    private long _newest;

    /// <summary>The moment at which the newest one set out; 0 before there was any.</summary>
    public long Newest => Volatile.Read(ref _newest);

    /// <summary>Returns a question sets out now.</summary>
    public long Begin()
    {
        var now = timeProvider.GetTimestamp();
        var seen = Volatile.Read(ref _newest);
        while (seen < now && Interlocked.CompareExchange(ref _newest, now, seen) is var other && other != seen) seen = other;
        return now;
    }
}
