using System.Collections.Immutable;
using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>How far one execution of a statement has come: who failed it, what may still be tried, and until when.</summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="begun">Its timestamp when the statement began.</param>
/// <param name="patience">How long it may wait for a server in all.</param>
/// <param name="queryRetries">How often it may be sent again after it was sent and lost.</param>
internal sealed class StatementAttempt(TimeProvider timeProvider, long begun, TimeSpan patience, int queryRetries)
{
    // A driver's own timeout may fire a moment early, and is no reason to begin anew.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    /// <summary>The servers that failed it, each with the monitor's mark.</summary>
    public ImmutableArray<FailedServer> Failed { get; private set; } = [];

    /// <summary>How often it may still be sent again after it was sent and lost; for reads only.</summary>
    public int QueryRetriesLeft { get; private set; } = queryRetries;

    /// <summary>What is left of the time it may wait, zero at least.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = patience - timeProvider.GetElapsedTime(begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public TimeSpan Patience => patience;

    /// <summary>Whether there is no time left to begin anything.</summary>
    public bool IsOverdue => Left < Moment;

    public void NoteFailure(FailedServer failed) => Failed = Failed.Add(failed);

    public void CountQueryRetry() => QueryRetriesLeft--;
}
