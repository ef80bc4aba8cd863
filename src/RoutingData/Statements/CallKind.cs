namespace RoutingData.Statements;

/// <summary>What it means when a word stands before an opening parenthesis.</summary>
internal enum CallKind : byte
{
    /// <summary>Not in the vocabulary: a stored or loadable function, which may write.</summary>
    Unknown,

    /// <summary>A reserved word: the parenthesis opens a list, a subquery or an expression.</summary>
    Reserved,

    /// <summary>A type that is no reserved word: CAST(x AS DATETIME(6)).</summary>
    TypeName,

    /// <summary>ANY, SOME, LATERAL: a call like any other, unless a subquery follows.</summary>
    BeforeSubquery,

    /// <summary>A function of the server's registry: whatever quotes and blanks, the name means the built-in.</summary>
    BuiltIn,

    /// <summary>A function of the server's grammar: in backticks the same name means a stored function.</summary>
    BuiltInKeyword,

    /// <summary>Answers from the state of the connection: LAST_INSERT_ID().</summary>
    AsksConnection,

    /// <summary>Answers from the statement before: ROW_COUNT(), FOUND_ROWS().</summary>
    AsksPreviousStatement,

    /// <summary>Answers for one server only: LOAD_FILE(), MASTER_POS_WAIT(), IS_FREE_LOCK().</summary>
    AsksOneServer,
    TakesNamedLock,
    ReleasesNamedLock,
    ReleasesAllNamedLocks,

    /// <summary>NEXTVAL(), SETVAL().</summary>
    AdvancesSequence,
}
