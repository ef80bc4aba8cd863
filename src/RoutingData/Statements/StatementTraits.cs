using System.Collections.Immutable;

namespace RoutingData.Statements;

/// <summary>What the text of one command is, as far as text can tell. Immutable, so it can be cached by text.</summary>
internal sealed class StatementTraits
{
    /// <summary>Every effect that ties a session to its writer connection.</summary>
    public const StatementEffects PinningEffects =
        StatementEffects.BeginsTransaction | StatementEffects.DisablesAutocommit | StatementEffects.PinsUserVariable |
        StatementEffects.PinsTemporaryTable | StatementEffects.PinsTableLock | StatementEffects.PinsNamedLock |
        StatementEffects.PinsPreparedStatement | StatementEffects.PinsXa | StatementEffects.PinsHandler |
        StatementEffects.PinsUnknownCode | StatementEffects.PinsSetting | StatementEffects.StopsBinaryLog;

    /// <summary>The servers on which it may run.</summary>
    public required StatementTarget Target { get; init; }

    /// <summary>What holds after the whole text ran: of <c>BEGIN; ...; COMMIT</c> only the end remains.</summary>
    public required StatementEffects Effects { get; init; }

    /// <summary>What may hold after a text of several statements failed half-way: all that any of them binds.</summary>
    public StatementEffects EffectsIfInterrupted { get; init; }

    /// <summary>Why the target is what it is, for a person; never holds a literal of the text.</summary>
    public required string Reason { get; init; }

    /// <summary>How many statements the text holds; a compound statement is one.</summary>
    public int StatementCount { get; init; }

    /// <summary>Whether the session must stay on its writer connection after it.</summary>
    public bool Pins => (Effects & PinningEffects) != 0;

    /// <summary>Whether any replica may answer it.</summary>
    public bool IsPlainRead => Target == StatementTarget.Reader;

    /// <summary>
    /// Whether a server's refusal (1290, 1792, 1836) proves that nothing of the text ran: one statement, of a kind that is refused
    /// before it starts, calling no code that is not known here; after it at most such as SELECT ROW_COUNT(), which no server refuses.
    /// </summary>
    public bool RefusedMeansNotExecuted { get; init; }

    /// <summary>
    /// For a <see cref="StatementTarget.Session"/> text: it asks about the very statement before it (ROW_COUNT(), FOUND_ROWS(),
    /// SHOW WARNINGS, @@warning_count), wherever that ran. Otherwise it needs the writer connection.
    /// </summary>
    public bool FollowsPreviousStatement { get; init; }

    /// <summary>Whether it does nothing but what a session repeats on each of its connections: settings and the database. It may
    /// run twice.</summary>
    public bool IsReplayed =>
        Target == StatementTarget.Session && Effects != StatementEffects.None &&
        (Effects & ~(StatementEffects.ChangesSettings | StatementEffects.ChangesDatabase)) == 0;

    /// <summary>Whether all that it does goes down with its connection: PREPARE, BEGIN, SET @x = 1. It may run twice.</summary>
    public bool LeavesOnlySession { get; init; }

    /// <summary>Whether the text holds @names, so that these traits are right only for the same bound parameter names.</summary>
    public bool DependsOnParameterNames { get; init; }

    /// <summary>How many named locks it takes: its calls of GET_LOCK().</summary>
    public int NamedLocks { get; init; }

    /// <summary>The database of the text's last USE.</summary>
    public string? Database { get; init; }

    /// <summary>What to set again on another connection, without what cannot or need not be repeated.</summary>
    public ImmutableArray<SettingAssignment> Settings { get; init; } = [];

    /// <summary>
    /// What it does to the transaction of its connection. Of several statements it is all that any of them does, in no order: a model of the
    /// server's transaction asks each of <see cref="StatementAt"/>.
    /// </summary>
    public TransactionEffects Transaction { get; init; }

    /// <summary>What a statement answers; of several see each.</summary>
    public StatementRows Rows { get; init; }

    /// <summary>The procedure, function or prepared statement that it calls; the first one, if it calls several.</summary>
    public RoutineName? Routine { get; init; }

    /// <summary>Whether it runs statements that are not in its text: CALL, EXECUTE, a compound statement.</summary>
    public bool RunsStatements { get; init; }

    /// <summary>Whether code runs that is not in the text, a procedure or a function that is not known here: any error may be one that it
    /// signals.</summary>
    public bool CallsUnknownCode { get; init; }

    /// <summary>Whether it asks what a write before it left on the connection (LAST_INSERT_ID() and the like).</summary>
    public bool AsksOfLastWrite { get; init; }

    /// <summary>Whether it uses user variables of the connection.</summary>
    public bool UsesUserVariables { get; init; }

    /// <summary>The database that it drops; the last one, if it drops several.</summary>
    public string? DroppedDatabase { get; init; }

    /// <summary>Whether it names a table, or a view of one, whose triggers may leave something in the session.</summary>
    public bool NamesTriggers { get; init; }

    /// <summary>The views and triggers that it defines.</summary>
    public ImmutableArray<StoredDefinition> Definitions { get; init; } = [];

    /// <summary>Whether views, triggers or routines may be others after it.</summary>
    public bool ChangesStoredCode { get; init; }

    /// <summary>The statements of a text of several, each with its own traits; empty for one.</summary>
    public ImmutableArray<StatementTraits> Parts { get; init; } = [];

    /// <summary>How many statements can be told apart: one at least. Of a text that servers may cut up in two ways it is one, which
    /// may do all that either does.</summary>
    public int PartCount => Parts.IsEmpty ? 1 : Parts.Length;

    /// <summary>One statement of the text, by its place from 0.</summary>
    public StatementTraits StatementAt(int place) => Parts.IsEmpty ? this : Parts[place];

    /// <summary>What a text beyond ASCII is while the server reads it in another character set than UTF-8: it may be anything.</summary>
    public static StatementTraits Unreadable { get; } = new()
    {
        Target = StatementTarget.Writer,
        Effects = StatementEffects.PinsUnknownCode,
        Reason = "text beyond ASCII, which the server reads in another character set than UTF-8 (SET NAMES)",
        StatementCount = 1,
        Transaction = TransactionReading.Anything,
        RunsStatements = true,
        CallsUnknownCode = true,
    };
}
