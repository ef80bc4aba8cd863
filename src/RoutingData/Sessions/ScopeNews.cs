namespace RoutingData.Sessions;

/// <summary>What one connection knows of the writes of its scope.</summary>
internal sealed class ScopeNews(SharedWrites writes)
{
    private long _known;

    public SharedWrites Writes => writes;

    /// <summary>The moment of a write that this connection had not heard of; null when there is none.</summary>
    public long? Take()
    {
        var last = writes.Last;
        if (last == _known) return null;
        return _known = last;
    }
}
