using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace RoutingData.Connecting;

/// <summary>How far one execution of a statement has come: who failed it, what may still be tried, and until when.</summary>
/// <param name="timeProvider">The clock.</param>
/// <param name="begun">Its timestamp when the statement began.</param>
/// <param name="timeout">How long it may wait for a server in all.</param>
/// <param name="queryRetries">How often it may be sent again after it was sent and lost.</param>
/// <param name="execution">The command or batch that is executed, if any.</param>
internal sealed class StatementAttempt(
    TimeProvider timeProvider, long begun, TimeSpan timeout, int queryRetries, IExecution? execution = null)
{
    // A driver's own timeout may fire a moment early, and is no reason to begin anew.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    // Milliseconds, and one field for two: every statement that needs a connection makes one of these.
    private int _waitTimeout = (int)timeout.TotalMilliseconds;
    private object? _execution = execution;

    /// <summary>The servers that failed it, each with the monitor's mark.</summary>
    public ImmutableArray<FailedServer> Failed { get; private set; } = [];

    /// <summary>How often it may still be sent again after it was sent and lost; for reads only.</summary>
    public int QueryRetriesLeft { get; private set; } = queryRetries;

    /// <summary>What is left of the time it may wait, zero at least.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = WaitTimeout - timeProvider.GetElapsedTime(begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public TimeSpan WaitTimeout => TimeSpan.FromMilliseconds(_waitTimeout);

    /// <summary>Whether there is no time left to begin anything.</summary>
    public bool IsOverdue => Left < Moment;

    /// <summary>Whether <c>Cancel()</c> was called.</summary>
    public bool IsCancelled => Execution is { IsCancelled: true };

    /// <summary>What the last server said, if that one had no room for it.</summary>
    public ExceptionDispatchInfo? Refusal => (_execution as LongAttempt)?.Refusal;

    public void NoteFailure(FailedServer failed)
    {
        Failed = Failed.Add(failed);
        if (_execution is LongAttempt known) known.Refusal = null;
    }

    /// <summary>Notes that a server had no room for it.</summary>
    public void NoteRefusal(FailedServer full, Exception refusal)
    {
        NoteFailure(full);
        Long().Refusal = ExceptionDispatchInfo.Capture(refusal);
    }

    /// <summary>Time that the process itself stood still, which is not the statement's to lose.</summary>
    public void Excuse(TimeSpan late) => _waitTimeout = (int)Math.Min(int.MaxValue, _waitTimeout + late.TotalMilliseconds);

    /// <summary>Returns the token for a wait: the caller's, together with <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(Waits waits, CancellationToken cancellationToken) => Long().Waiting(waits, cancellationToken);

    /// <summary>Ends its wait.</summary>
    public void EndWaiting() => (_execution as LongAttempt)?.EndWaiting();

    public void CountQueryRetry() => QueryRetriesLeft--;

    /// <summary>Returns one that begins as this one is, for what may go on when this one does not wait for it any more: two tasks must not change one.</summary>
    public StatementAttempt Fork()
    {
        var fork = new StatementAttempt(timeProvider, begun, WaitTimeout, QueryRetriesLeft, Execution) { Failed = Failed };
        if (Refusal is { } refusal) fork.Long().Refusal = refusal;
        return fork;
    }

    /// <summary>Takes over how far a fork has come, which has ended.</summary>
    public void Join(StatementAttempt fork)
    {
        (Failed, _waitTimeout) = (fork.Failed, fork._waitTimeout);
        if (fork.Refusal is not null || Refusal is not null) Long().Refusal = fork.Refusal;
    }

    private IExecution? Execution => _execution as IExecution ?? (_execution as LongAttempt)?.Execution;

    private LongAttempt Long()
    {
        if (_execution is not LongAttempt known) _execution = known = new LongAttempt(_execution as IExecution);
        return known;
    }
}
