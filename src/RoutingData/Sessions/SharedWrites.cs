namespace RoutingData.Sessions;

/// <summary>When the last write was answered of all connections that were opened in one scope.</summary>
internal sealed class SharedWrites
{
    private long _last;

    /// <summary>The moment, by the clock of the session that wrote; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    public void Raise(long moment)
    {
        var seen = Volatile.Read(ref _last);
        while (seen < moment && Interlocked.CompareExchange(ref _last, moment, seen) is var other && other != seen) seen = other;
    }
}
