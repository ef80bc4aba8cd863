namespace RoutingData.Pools;

/// <summary>
/// Whether new connections to a server fail just now, though it may be well: its name does not resolve, or a firewall is in between. While
/// they do, one caller in each pause tries again; the others look elsewhere.
/// </summary>
internal sealed class Door(TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private int _failures;
    private long _since;

    /// <summary>Whether the last new connection failed.</summary>
    public bool IsShut => Volatile.Read(ref _failures) > 0;

    /// <summary>Whether the caller may try a new connection now; where the last one failed, one caller in each pause may.</summary>
    public bool TryKnock()
    {
        var failures = Volatile.Read(ref _failures);
        if (failures == 0) return true;
        var since = Volatile.Read(ref _since);
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10));
        if (timeProvider.GetElapsedTime(since) < (pause < LongestPause ? pause : LongestPause)) return false;
        if (Interlocked.CompareExchange(ref _since, timeProvider.GetTimestamp(), since) != since) return false;
        Interlocked.Increment(ref _failures);
        return true;
    }

    /// <summary>Notes that a new connection failed.</summary>
    public void Failed()
    {
        Volatile.Write(ref _since, timeProvider.GetTimestamp());
        // The pauses grow by what was tried after them, not by what failed at once.
        Interlocked.CompareExchange(ref _failures, 1, 0);
    }

    /// <summary>Notes that one was made.</summary>
    public void Opened()
    {
        if (IsShut) Volatile.Write(ref _failures, 0);
    }
}
