using System.Collections.Immutable;
using RoutingData.Backends;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>
/// What a session remembers between statements, as far as it bears on where the next one goes. Immutable: a statement makes the
/// next state (D01, D09..D15). Nothing of it survives Close.
/// </summary>
internal sealed record SessionState
{
    /// <summary>A session that has not run anything.</summary>
    public static SessionState Initial { get; } = new();

    /// <summary>Why the session must stay on its writer connection, transactions aside.</summary>
    public SessionPins Pins { get; init; }

    /// <summary>Whether a transaction was begun by text.</summary>
    public bool InTransaction { get; init; }

    /// <summary>Whether autocommit is off, so that a transaction begins with every statement that finds none.</summary>
    public bool AutocommitOff { get; init; }

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

    /// <summary>Whether what runs now is part of a transaction that the text began.</summary>
    public bool IsInTransaction => InTransaction || AutocommitOff;

    /// <summary>Whether every statement must run on the connection that holds the state.</summary>
    public bool MustStay => Pins != SessionPins.None || InTransaction || AutocommitOff || NextTransactionIsSet;

    /// <summary>Whether database and settings are in force on a connection already.</summary>
    public bool IsReplayedOn(BackendConnection backend) =>
        backend.SettingsApplied == SettingsVersion &&
        (Database is null || string.Equals(backend.Database, Database, StringComparison.Ordinal));

    /// <summary>The state after a statement.</summary>
    /// <param name="traits">What the statement does.</param>
    /// <param name="succeeded">Whether it succeeded. Of a failed text the first statements may have run, so that its pins count
    /// all the same.</param>
    /// <param name="refusal">What the server said of one that failed, if it did.</param>
    public SessionState After(StatementTraits traits, bool succeeded, ServerRefusal? refusal = null)
    {
        var effects = traits.Effects;
        if (!succeeded)
        {
            if (refusal?.ProvesThatNothingRan(traits) == true) return this;
            var possible = traits.EffectsIfInterrupted | (effects & StatementEffects.PinsUnknownCode);
            return possible == StatementEffects.None ? this : Interrupted(possible, traits.NamedLocks);
        }

        if (effects == StatementEffects.None) return NextTransactionIsSet ? this with { NextTransactionIsSet = false } : this;
        var settings = SettingHistory.After(Settings, traits.Settings);
        var pinned = Pinned(effects, traits.NamedLocks);
        // Where the server's own sql_mode matters to the lexer, any change of it does.
        if ((SqlModes & ~SqlModes.ForeignCharset) != 0 && traits.Settings.Any(setting => setting.SetsSqlMode)
            || settings.Length > SettingHistory.Longest)
        {
            pinned = pinned with { Pins = pinned.Pins | SessionPins.Setting };
        }

        return pinned.Released(effects).Transacted(effects) with
        {
            Database = traits.Database ?? Database,
            Settings = settings.Length > SettingHistory.Longest ? Settings : settings,
        };
    }

    /// <summary>The state in words, for Explain and for errors.</summary>
    public string Describe()
    {
        var held = new List<string>();
        if (InTransaction) held.Add("a transaction");
        if (AutocommitOff) held.Add("an implicit transaction (autocommit is off)");
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

    // Which statements of the text ran nobody knows: what may be open counts as open.
    private SessionState Interrupted(StatementEffects effects, int namedLocks)
    {
        const StatementEffects unsure =
            StatementEffects.ChangesSettings | StatementEffects.ChangesDatabase | StatementEffects.SetsNextTransaction;
        var pinned = Pinned(effects, namedLocks);
        return pinned with
        {
            Pins = (effects & unsure) != 0 ? pinned.Pins | SessionPins.Setting : pinned.Pins,
            InTransaction = InTransaction
                || (effects & (StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction)) != 0,
            AutocommitOff = AutocommitOff || effects.HasFlag(StatementEffects.DisablesAutocommit),
        };
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
        return this with { Pins = pins, NamedLocks = locks };
    }

    private SessionState Transacted(StatementEffects effects)
    {
        var inside = InTransaction;
        if (effects.HasFlag(StatementEffects.EndsTransaction)) inside = false;
        if ((effects & (StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction)) != 0) inside = true;
        var off = AutocommitOff;
        // Turning autocommit on commits what was pending while it was off, a transaction begun by text included.
        if (off && effects.HasFlag(StatementEffects.EnablesAutocommit)) inside = false;
        if (effects.HasFlag(StatementEffects.DisablesAutocommit)) off = true;
        if (effects.HasFlag(StatementEffects.EnablesAutocommit)) off = false;
        return this with
        {
            InTransaction = inside,
            AutocommitOff = off,
            NextTransactionIsSet = effects.HasFlag(StatementEffects.SetsNextTransaction) ||
                (NextTransactionIsSet && (effects & (StatementEffects.ChangesSettings | StatementEffects.ChangesDatabase)) != 0),
        };
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
        SessionPins.UnknownCode => "whatever a called procedure or function left",
        SessionPins.DriverConnection => "the driver's connection, which was handed out",
        SessionPins.Rule => "its connection because a query rule says so (multiplex=0)",
        _ => "a session setting that cannot be repeated elsewhere",
    };
}
