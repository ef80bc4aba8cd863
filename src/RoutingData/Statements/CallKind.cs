namespace RoutingData.Statements;

/// <summary>What it means when a word stands before an opening parenthesis. Of two meanings the later one is the stricter.</summary>
internal enum CallKind : byte
{
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

    /// <summary>A function of the server's grammar only where the parenthesis follows at once, unless sql_mode has IGNORE_SPACE: NOW().</summary>
    BuiltInAttached,

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

    /// <summary>DEFAULT(column): the default may be NEXTVAL of a sequence.</summary>
    AsksDefault,

    /// <summary>Not in the vocabulary: a stored or loadable function, which may write.</summary>
    Unknown,
}
