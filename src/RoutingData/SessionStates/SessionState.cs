using System.Collections.Immutable;
using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>
/// What a session remembers between statements, as far as it decides where the next one goes. Immutable: a statement makes the
/// next state. Nothing of it survives Close.
/// </summary>
internal sealed record SessionState
{
    /// <summary>A session that has not run anything.</summary>
    public static SessionState Initial { get; } = new();

    /// <summary>Why the session must stay on its writer connection, transactions aside.</summary>
    public SessionPins Pins { get; init; }

    /// <summary>What the server's transaction may be.</summary>
    public ServerTransaction Transaction { get; init; }

    /// <summary>Whether SET TRANSACTION has said something about the next transaction, which must begin on the same connection.</summary>
    public bool NextTransactionIsSet { get; init; }

    /// <summary>How many named locks it holds at most.</summary>
    public int NamedLocks { get; init; }

    /// <summary>The database it chose; null for the one it was opened with.</summary>
    public string? Database { get; init; }

    /// <summary>Its settings, as the statements that made them, to be replayed on every other backend connection.</summary>
    public ImmutableArray<SessionSetting> Settings { get; init; } = [];

    /// <summary>The number of the last of them.</summary>
    public int SettingsVersion => Settings is [.., var last] ? last.Version : 0;

    /// <summary>How its server's sql_mode has text read. A SET that may change it pins the session instead.</summary>
    public SqlModes SqlModes { get; init; }

    /// <summary>What words mean on the servers.</summary>
    public Vocabulary Vocabulary { get; init; } = Vocabulary.OfAnyServer;

    /// <summary>The text of several statements whose results are read now, where they decide what holds after it.</summary>
    public TextRun? Reading { get; init; }

    /// <summary>Whether every statement must run on the connection that holds the state.</summary>
    public bool MustStay => Pins != SessionPins.None || Transaction.MayBeTransaction || NextTransactionIsSet;

    /// <summary>Whether a text, however far it comes, leaves all as it is.</summary>
    public bool IsUntouchedBy(StatementTraits text) =>
        (text.Effects | text.EffectsIfInterrupted) == StatementEffects.None && !NextTransactionIsSet && Transaction.IsUntouchedBy(text);

    /// <summary>Returns the state after a text that ran to its end.</summary>
    public SessionState After(StatementTraits text)
    {
        if (IsUntouchedBy(text)) return this;
        var state = this;
        for (var place = 0; place < text.PartCount; place++) state = state.AfterStatement(text.StatementAt(place));
        return state;
    }

    /// <summary>Returns the state after a text of which a statement failed, whichever it was.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refusal">What the server said, if it did.</param>
    public SessionState AfterFailure(StatementTraits text, ServerRefusal? refusal) =>
        TextRun.AfterFailure(this, text, refusal);

    /// <summary>Returns the state after one statement that ran.</summary>
    public SessionState AfterStatement(StatementTraits statement)
    {
        var effects = statement.Effects;
        var transaction = Transaction.After(statement);
        if (effects == StatementEffects.None)
            return transaction == Transaction && !NextTransactionIsSet ? this : this with { Transaction = transaction, NextTransactionIsSet = false };

        var settings = SettingHistory.After(Settings, statement.Settings);
        var pinned = Pinned(effects, statement.NamedLocks);
        // Where the server's own sql_mode matters to the lexer, any change of it does.
        if ((SqlModes & ~SqlModes.ForeignCharset) != 0 && statement.Settings.Any(setting => setting.SetsSqlMode)
            || settings.Length > SettingHistory.Longest)
        {
            pinned = pinned with { Pins = pinned.Pins | SessionPins.Setting };
        }

        return pinned.Released(effects) with
        {
            Transaction = transaction,
            NextTransactionIsSet = effects.HasFlag(StatementEffects.SetsNextTransaction) ||
                (NextTransactionIsSet && (effects & (StatementEffects.ChangesSettings | StatementEffects.ChangesDatabase)) != 0),
            Database = statement.Database ?? Database,
            Settings = settings.Length > SettingHistory.Longest ? Settings : settings,
        };
    }

    /// <summary>Returns the state after one statement that failed. It has set nothing, but may have taken a lock, and what it ended may have
    /// ended.</summary>
    public SessionState AfterFailedStatement(StatementTraits statement, ServerRefusal? refusal)
    {
        if (refusal?.ProvesThatNothingRan(statement) == true) return this;
        var transaction = Transaction.AfterFailure(statement, refusal?.MayRollBack == true);
        var left = statement.Effects & 
            (StatementEffects.PinsUnknownCode | StatementEffects.PinsNamedLock | StatementEffects.ChangesClientCharset);
        var pinned = left == StatementEffects.None ? this : Pinned(left, statement.NamedLocks);
        return transaction == Transaction ? pinned : pinned with { Transaction = transaction };
    }

    /// <summary>Returns what holds if it is not known which of two states it is. A session whose settings are not known stays where they are.</summary>
    public SessionState Or(SessionState other)
    {
        if (ReferenceEquals(this, other)) return this;
        var agree = ReferenceEquals(Database, other.Database) && Settings == other.Settings;
        return this with
        {
            Pins = Pins | other.Pins | (agree ? SessionPins.None : SessionPins.Setting),
            Transaction = Transaction.Or(other.Transaction),
            NextTransactionIsSet = NextTransactionIsSet || other.NextTransactionIsSet,
            NamedLocks = Math.Max(NamedLocks, other.NamedLocks),
            SqlModes = SqlModes | other.SqlModes,
        };
    }

    /// <summary>Returns the state in words, for Explain and for errors.</summary>
    public string Describe()
    {
        var held = new List<string>();
        // What a called procedure left says it all, and so does XA.
        if (Transaction.MayBeOpen && !Transaction.MayLackAutocommit && !Pins.HasFlag(SessionPins.Xa) &&
            (Transaction.IsTransaction || !Pins.HasFlag(SessionPins.UnknownCode)))
            held.Add("a transaction");
        if (Transaction is { MayLackAutocommit: true, IsTransaction: true }) held.Add("an implicit transaction (autocommit is off)");
        if (NextTransactionIsSet) held.Add("what SET TRANSACTION said of the next transaction");
        foreach (var pin in Enum.GetValues<SessionPins>())
        {
            if (pin != SessionPins.None && Pins.HasFlag(pin)) held.Add(Describe(pin));
        }

        return string.Join(", ", held);
    }

    private SessionState Pinned(StatementEffects effects, int namedLocks)
    {
        var pins = Pins;
        Add(StatementEffects.PinsUserVariable, SessionPins.UserVariable);
        Add(StatementEffects.PinsTemporaryTable, SessionPins.TemporaryTable);
        Add(StatementEffects.PinsTableLock, SessionPins.TableLock);
        Add(StatementEffects.PinsNamedLock, SessionPins.NamedLock);
        Add(StatementEffects.PinsPreparedStatement, SessionPins.PreparedStatement);
        Add(StatementEffects.PinsXa, SessionPins.Xa);
        Add(StatementEffects.PinsHandler, SessionPins.Handler);
        Add(StatementEffects.PinsUnknownCode, SessionPins.UnknownCode);
        Add(StatementEffects.PinsSetting, SessionPins.Setting);
        Add(StatementEffects.StopsBinaryLog, SessionPins.Unlogged);
        return this with
        {
            Pins = pins,
            NamedLocks = effects.HasFlag(StatementEffects.PinsNamedLock) ? NamedLocks + namedLocks : NamedLocks,
            SqlModes = effects.HasFlag(StatementEffects.ChangesClientCharset) ? SqlModes | SqlModes.ForeignCharset : SqlModes,
        };

        void Add(StatementEffects effect, SessionPins pin)
        {
            if (effects.HasFlag(effect)) pins |= pin;
        }
    }

    private SessionState Released(StatementEffects effects)
    {
        var pins = Pins;
        var locks = NamedLocks;
        if (effects.HasFlag(StatementEffects.ReleasesNamedLock)) locks = Math.Max(0, locks - 1);
        if (effects.HasFlag(StatementEffects.ReleasesAllNamedLocks)) locks = 0;
        if (locks == 0) pins &= ~SessionPins.NamedLock;
        if (effects.HasFlag(StatementEffects.ReleasesTableLocks)) pins &= ~SessionPins.TableLock;
        if (effects.HasFlag(StatementEffects.EndsXa)) pins &= ~SessionPins.Xa;
        if (effects.HasFlag(StatementEffects.ChangesDatabase)) pins &= ~SessionPins.NoDatabase;
        return this with { Pins = pins, NamedLocks = locks };
    }

    private static string Describe(SessionPins pin) => pin switch
    {
        SessionPins.UserVariable => "user variables",
        SessionPins.TemporaryTable => "temporary tables",
        SessionPins.TableLock => "table locks",
        SessionPins.NamedLock => "named locks",
        SessionPins.PreparedStatement => "statements prepared by text",
        SessionPins.Xa => "an XA transaction",
        SessionPins.Handler => "an open HANDLER",
        SessionPins.UnknownCode => "whatever a called procedure or function, or a trigger, left",
        SessionPins.DriverConnection => "the driver's connection, which was handed out",
        SessionPins.Unlogged => "writes that may not be in the binary log (sql_log_bin)",
        SessionPins.NoDatabase => "a database that is not on every server",
        SessionPins.Rule => "its connection because a query rule says so (multiplex=0)",
        _ => "a session setting that cannot be repeated elsewhere",
    };
}
