namespace RoutingData.Recovery;

/// <summary>What to do about a marked statement whose answer was lost, once its marker was asked for.</summary>
internal enum Resolution
{
    /// <summary>It is committed: the caller gets its result.</summary>
    Succeed,

    /// <summary>It is not committed and never will be: it runs again.</summary>
    RunAgain,

    /// <summary>The same, and the caller is told that it ran on no server.</summary>
    NotExecuted,

    /// <summary>The same of a transaction, of which nothing is committed.</summary>
    RolledBack,

    /// <summary>Nothing is known: the caller is told so.</summary>
    Unknown,
}
