using System.Collections.Immutable;

namespace RoutingData.Statements;

/// <summary>What is known of one statement so far; the stricter answer wins, and of equally strict ones the first reason.</summary>
internal struct Verdict()
{
    public StatementTarget Target { get; private set; } = StatementTarget.Reader;

    public string Reason { get; private set; } = "plain read";

    public StatementEffects Effects { get; private set; }

    /// <summary>A kind of statement that a read-only server refuses before it starts.</summary>
    public bool IsRefusedWhole { get; set; }

    public bool CallsUnknownCode { get; set; }

    /// <summary>The first routine that it calls and that is not known here.</summary>
    public RoutineName? Routine { get; set; }

    /// <summary>Whether it names a table, or a view, behind which anything may be.</summary>
    public bool ReadsTables { get; set; }

    /// <summary>Whether it names a table, or a view of one, whose triggers may leave something in the session.</summary>
    public bool NamesTriggers { get; set; }

    /// <summary>What it defines for later statements, with its text.</summary>
    public StoredDefinition? Definition { get; set; }

    /// <summary>Whether after it views, triggers or routines may be others.</summary>
    public bool ChangesStoredCode { get; set; }

    /// <summary>Whether nothing in it can be refused by a read-only server: SELECT ROW_COUNT().</summary>
    public readonly bool CannotBeRefused => Target != StatementTarget.Writer && Effects == StatementEffects.None && !ReadsTables;

    /// <summary>Whether it does nothing but set what may be set twice: settings, the database, autocommit.</summary>
    public readonly bool IsSettingOnly => Target == StatementTarget.Session && Effects != StatementEffects.None && (Effects & ~(
        StatementEffects.ChangesSettings | StatementEffects.ChangesDatabase | StatementEffects.EnablesAutocommit)) == 0;

    /// <summary>All that it does goes down with its connection, so that it may run twice: PREPARE, BEGIN, SET @x = 1.</summary>
    public bool LeavesOnlySession { get; set; }

    public bool AsksConnection { get; private set; }

    /// <summary>Whether it asks what the session's last write left: LAST_INSERT_ID().</summary>
    public bool AsksOfLastWrite { get; private set; }

    /// <summary>Whether it uses a variable of the session's connection.</summary>
    public bool UsesUserVariables { get; private set; }

    /// <summary>The database that it drops.</summary>
    public string? DroppedDatabase { get; set; }

    /// <summary>Calls of GET_LOCK().</summary>
    public int NamedLocks { get; set; }

    public string? Database { get; set; }

    public ImmutableArray<SettingAssignment> Settings { get; set; } = [];

    /// <summary>What it does to the transaction beyond what its effects say.</summary>
    public TransactionEffects Transaction { get; set; }

    /// <summary>What it answers.</summary>
    public StatementRows Rows { get; set; }

    /// <summary>Whether it runs statements that are not in the text: CALL, EXECUTE, a compound statement. A function cannot end a transaction.</summary>
    public bool RunsStatements { get; set; }

    public void Writes(string reason) => Require(StatementTarget.Writer, reason);

    /// <summary>Notes that it needs the writer connection of the session.</summary>
    public void NeedsSession(string reason)
    {
        AsksConnection = true;
        Require(StatementTarget.Session, reason);
    }

    public void AsksLastWrite(string reason)
    {
        AsksOfLastWrite = true;
        NeedsSession(reason);
    }

    public void UsesVariables(string reason)
    {
        UsesUserVariables = true;
        NeedsSession(reason);
    }

    /// <summary>Notes that it needs the connection on which the statement before it ran.</summary>
    public void FollowsPreviousStatement(string reason) => Require(StatementTarget.Session, reason);

    public void Adds(StatementEffects effects) => Effects |= effects;

    /// <summary>Notes that it runs statements that are not in the text, or is none that is known here.</summary>
    public void RunsUnknownStatements(bool pins = true)
    {
        RunsStatements = true;
        Transaction |= TransactionReading.Anything;
        if (pins)
            Adds(StatementEffects.PinsUnknownCode);
    }

    /// <summary>Notes that what was read up to here is only looked at by the server, never run.</summary>
    public void RunsNothing(StatementEffects butStillHas)
    {
        Effects &= butStillHas;
        NamedLocks = 0;
        CallsUnknownCode = false;
        Routine = null;
    }

    /// <summary>Notes an assignment of autocommit; the last one counts.</summary>
    public void SetsAutocommit(bool on)
    {
        Transaction &= ~TransactionEffects.MayTurnAutocommit;
        Effects &= ~(StatementEffects.EnablesAutocommit | StatementEffects.DisablesAutocommit);
        Effects |= on ? StatementEffects.EnablesAutocommit : StatementEffects.DisablesAutocommit;
    }

    /// <summary>Returns the statement on its own.</summary>
    public readonly StatementTraits ToTraits() => new()
    {
        Target = Target,
        Reason = Reason,
        Effects = Effects,
        StatementCount = 1,
        RefusedMeansNotExecuted = IsRefusedWhole && !CallsUnknownCode,
        FollowsPreviousStatement = Target == StatementTarget.Session && !AsksConnection,
        NamedLocks = NamedLocks,
        Database = Database,
        Settings = Settings,
        Transaction = TransactionReading.Of(Effects, Transaction),
        Rows = Rows,
        Routine = Routine,
        RunsStatements = RunsStatements,
        CallsUnknownCode = CallsUnknownCode || RunsStatements,
        AsksOfLastWrite = AsksOfLastWrite,
        UsesUserVariables = UsesUserVariables,
        DroppedDatabase = DroppedDatabase,
        LeavesOnlySession = LeavesOnlySession,
        NamesTriggers = NamesTriggers,
        Definitions = Definition is null ? [] : [Definition],
        ChangesStoredCode = ChangesStoredCode,
    };

    private void Require(StatementTarget target, string reason)
    {
        if (Target == StatementTarget.Writer || Target == target)
            return;
        Target = target;
        Reason = reason;
    }
}
