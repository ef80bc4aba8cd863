namespace RoutingData.Statements;

/// <summary>
/// What a statement does to the transaction of its connection. Ends come before beginnings: BEGIN commits what is open, then begins. "May"
/// is said where the servers differ, or where code runs that is not in the text.
/// </summary>
[Flags]
internal enum TransactionEffects
{
    None = 0,

    /// <summary>COMMIT, BEGIN, and what commits implicitly on both servers, even if it fails afterwards; only a syntax error does not.</summary>
    Commits = 1 << 0,

    /// <summary>CALL, EXECUTE, compound statements; CACHE INDEX, RESET and the like; UNLOCK TABLES while tables are locked.</summary>
    MayCommit = 1 << 1,
    RollsBack = 1 << 2,
    MayRollBack = 1 << 3,
    Begins = 1 << 4,

    /// <summary>Always together with <see cref="Begins"/>.</summary>
    BeginsReadOnly = 1 << 5,
    MayBegin = 1 << 6,

    /// <summary>SET autocommit = 1: with autocommit on it ends no transaction, not even one that BEGIN began.</summary>
    CommitsIfAutocommitWasOff = 1 << 7,
    TurnsAutocommitOn = 1 << 8,
    TurnsAutocommitOff = 1 << 9,
    MayTurnAutocommit = 1 << 10,

    /// <summary>SET completion_type: from then on COMMIT and ROLLBACK may begin the next transaction, or end the connection.</summary>
    ChangesCompletion = 1 << 11,

    /// <summary>COMMIT, ROLLBACK, BEGIN: the caller's own word, after which the next piece of work begins. Implicit commits come without.</summary>
    SaysSo = 1 << 12,
}
