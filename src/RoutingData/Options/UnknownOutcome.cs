namespace RoutingData;

/// <summary>What becomes of a write whose answer was lost with its server.</summary>
public enum UnknownOutcome
{
    /// <summary>The caller is told that the outcome is unknown (<see cref="StatementOutcome.Unknown"/>).</summary>
    Report,

    /// <summary>The next writer is asked, by a row that each write leaves in a table of markers (<see cref="FailoverOptions.MarkerTable"/>): what is
    /// committed succeeds, and what is not can never be any more and runs again. What cannot carry a marker behaves as
    /// <see cref="Report"/>.</summary>
    Resolve,
}
