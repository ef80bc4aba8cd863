namespace RoutingData.Bench.Failover.Loads;

/// <summary>One statement of one worker, as its caller saw it. Times are <see cref="System.Diagnostics.Stopwatch"/> timestamps.</summary>
/// <param name="Worker">The worker: writers from 0, then readers.</param>
/// <param name="Kind">How that worker calls, such as "sync, kept open".</param>
/// <param name="Number">The worker's count, from 1.</param>
/// <param name="IsWrite">Whether it was an insert.</param>
/// <param name="Begun">Before its connection was opened, if it opened one.</param>
/// <param name="Ended">When its caller had the answer, or the error.</param>
/// <param name="Opened">Whether there was an open connection to send it on.</param>
/// <param name="Error">What it ended with; null when it was acknowledged.</param>
internal sealed record Attempt(int Worker, string Kind, int Number, bool IsWrite, long Begun, long Ended, bool Opened, Exception? Error)
{
    /// <summary>The @@server_id of the server that answered a read; 0 where that is not told.</summary>
    public int Server { get; init; }

    /// <summary>Whether it was a SaveChanges of EF Core, in a transaction.</summary>
    public bool IsSave { get; init; }

    /// <summary>The key that the caller was given; null where it did not ask.</summary>
    public long? Key { get; init; }

    public bool Acknowledged => Error is null;
}
