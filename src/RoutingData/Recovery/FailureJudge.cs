namespace RoutingData.Recovery;

/// <summary>
/// The one question of failover, was it possibly executed?, answered from facts alone. A write is never sent twice: only a
/// read whose answer is lost, and a statement that the server refused before it began, are sent again.
/// </summary>
internal static class FailureJudge
{
    public static FailureVerdict Judge(in FailureFacts facts) => facts switch
    {
        { IsCancelled: true } => FailureVerdict.Rethrow,
        { ConnectionLost: false, RefusedAsReadOnly: true, RanOnReader: true, InTransaction: false, IsPinned: false }
            => FailureVerdict.RunOnWriter,
        { ConnectionLost: false, RefusedAsReadOnly: true, RefusedMeansNotExecuted: true, InTransaction: false, IsPinned: false,
            IsOverdue: false }
            => FailureVerdict.ConfirmReadOnly,
        { ConnectionLost: false } => FailureVerdict.Rethrow,
        { GoesDown: true } => FailureVerdict.RolledBack,
        { MayHaveCommitted: true } => FailureVerdict.OutcomeUnknown,
        { CameTooLate: true } and ({ InTransaction: true } or { IsPinned: true } or { AsksForState: true }) => FailureVerdict.StateLost,
        { CameTooLate: true, IsOverdue: false } => FailureVerdict.RunAgain,
        { CameTooLate: true } => FailureVerdict.Rethrow,
        { AsksForState: true } or { IsPinned: true, IsRepeatable: true } or { InTransaction: true, IsRepeatable: true } => FailureVerdict.StateLost,
        { IsRepeatable: true, QueryRetriesLeft: > 0, IsOverdue: false } => FailureVerdict.RunElsewhere,
        { IsRepeatable: true } => FailureVerdict.Rethrow,
        { IsMarked: true } => FailureVerdict.ResolveOutcome,
        _ => FailureVerdict.OutcomeUnknown,
    };
}
