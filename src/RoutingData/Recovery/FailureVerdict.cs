namespace RoutingData.Recovery;

/// <summary>What to do about a failed execution.</summary>
internal enum FailureVerdict
{
    /// <summary>Hand the driver's exception to the caller as it is.</summary>
    Rethrow,

    /// <summary>Send it to another server: a read that is lost is only late.</summary>
    RunElsewhere,

    /// <summary>Send it on a new connection: its server had closed the old one before it came.</summary>
    RunAgain,

    /// <summary>A reader refused it as a write, so that it did not run: it is no read, and goes to the writer from now on.</summary>
    RunOnWriter,

    /// <summary>Ask the monitor whether the server is really read-only, and if so send the statement to the next writer.</summary>
    ConfirmReadOnly,

    /// <summary>Report that it is unknown whether it ran.</summary>
    OutcomeUnknown,

    /// <summary>Ask the next writer for the statement's marker whether it ran.</summary>
    ResolveOutcome,

    /// <summary>Report that the transaction went down with the connection.</summary>
    RolledBack,

    /// <summary>Report that the session's state went down with the connection.</summary>
    StateLost,
}
