namespace RoutingData.ServerTests.Loads;

/// <summary>What the caller of one numbered write was told.</summary>
/// <param name="Worker">The session that wrote.</param>
/// <param name="Number">The write's number, 1 and up.</param>
/// <param name="At">When it ended, as of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Error">What it ended with; null when it was acknowledged.</param>
internal sealed record WriteOutcome(int Worker, int Number, long At, Exception? Error)
{
    public bool IsAcknowledged => Error is null;

    /// <summary>Whether the caller was told that nobody knows.</summary>
    public bool IsUnknown => Error is RoutingDbException { Outcome: StatementOutcome.Unknown, IsTransient: false };
}
