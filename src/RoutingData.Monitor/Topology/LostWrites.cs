namespace RoutingData.Monitor.Topology;

/// <summary>A moment before which what was written may be gone: a new writer lacks what the one before it had committed.</summary>
/// <param name="From">What was answered before this moment is there.</param>
/// <param name="Until">What was answered after this moment was written on the new one.</param>
internal readonly record struct LostWrites(long From, long Until)
{
    /// <summary>Whether a write that was answered at a moment may be gone.</summary>
    public bool Contains(long moment) => moment >= From && moment <= Until;
}
