using RoutingData.Markers;

namespace RoutingData.Recovery;

/// <summary>Decides what a marker's state means for the one whose answer was lost.</summary>
internal static class ResolutionJudge
{
    /// <param name="state">What the settled writer says.</param>
    /// <param name="isTransaction">Whether it was the COMMIT of a caller's transaction, whose statements only the caller can repeat.</param>
    /// <param name="mayHaveCommitted">Whether part of that may have been committed before.</param>
    /// <param name="mayRunAgain">Whether the caller has time left and has not given up.</param>
    public static Resolution Judge(MarkerState state, bool isTransaction, bool mayHaveCommitted, bool mayRunAgain) => state switch
    {
        MarkerState.Committed => Resolution.Succeed,
        MarkerState.Inserted or MarkerState.Fenced => (isTransaction, mayHaveCommitted, mayRunAgain) switch
        {
            (true, true, _) => Resolution.Unknown,
            (true, false, _) => Resolution.RolledBack,
            (false, _, true) => Resolution.RunAgain,
            (false, _, false) => Resolution.NotExecuted,
        },
        _ => Resolution.Unknown,
    };
}
