using RoutingData.Tokens;

namespace RoutingData.Sessions;

/// <summary>The moment at which the last write of a scope's connections to one data source was answered, and what they have seen.</summary>
internal sealed class SourceWrites(DataSourceTokens source)
{
    private ScopeMark _mark = ScopeMark.None;
    private long _last;
    private volatile bool _isLost;

    public DataSourceTokens Source => source;

    /// <summary>The moment, by the data source's clock; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Whether a failover may have lost some of them.</summary>
    public bool IsLost => _isLost || source.Monitor.Current.HasLost(Last);

    /// <summary>What they have seen.</summary>
    public ScopeMark Mark => Volatile.Read(ref _mark);

    /// <summary>Notes that one of them has seen something.</summary>
    /// <param name="known">The mark that it knew before; what others have seen since may not be where it has read.</param>
    /// <param name="after">The mark, if that is the last one.</param>
    /// <returns>The mark that it knows now.</returns>
    public ScopeMark Saw(ScopeMark known, ScopeMark after)
    {
        var seen = Interlocked.CompareExchange(ref _mark, after, known);
        if (ReferenceEquals(seen, known)) return after;
        while (true)
        {
            var both = new ScopeMark(Math.Max(seen.Seen, after.Seen), Server: null, seen.Written);
            if (Interlocked.CompareExchange(ref _mark, both, seen) is var other && ReferenceEquals(other, seen)) return known;
            seen = other;
        }
    }

    public void Raise(long moment)
    {
        if (Last > 0 && source.Monitor.Current.HasLost(Last)) _isLost = true;
        SharedWrites.Raise(ref _last, moment);
    }
}
