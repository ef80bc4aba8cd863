using System.Collections.Immutable;

namespace RoutingData.Statements;

/// <summary>The verdict on a whole text, gathered from its statements in order.</summary>
internal struct TextVerdict()
{
    private const StatementEffects Releasing =
        StatementEffects.EndsTransaction | StatementEffects.EnablesAutocommit | StatementEffects.ReleasesTableLocks |
        StatementEffects.ReleasesNamedLock | StatementEffects.ReleasesAllNamedLocks | StatementEffects.ClosesHandler |
        StatementEffects.EndsXa;

    private Verdict _first;
    private StatementTarget _target;
    private string _reason = "no statement in the text";
    private StatementEffects _effects;
    private StatementEffects _bound;
    private string? _database;
    private ImmutableArray<StatementTraits>.Builder? _parts;
    private ImmutableArray<SettingAssignment> _settings = [];
    private TransactionEffects _transaction;
    private int _count;
    private int _namedLocks;
    private bool _isRefusedWhole;
    private bool _saysWhatIsRefused;
    private bool _laterOnesMayBeRefused;
    private bool _callsUnknownCode;
    private bool _asksOfLastWrite;
    private bool _usesUserVariables;
    private bool _writes;
    private bool _leavesMore;
    private string? _droppedDatabase;
    private bool _namesTriggers;
    private bool _changesStoredCode;
    private ImmutableArray<StoredDefinition> _definitions = [];

    public void Add(in Verdict read)
    {
        var verdict = read;
        // What it names may be what the text itself has just defined, and nothing is known of that yet.
        if (_changesStoredCode && (verdict.ReadsTables || verdict.Target == StatementTarget.Writer))
            verdict.Adds(StatementEffects.PinsUnknownCode);
        if (_count++ == 0)
        {
            _first = verdict;
            _target = verdict.Target;
            _reason = verdict.Reason;
        }
        else
        {
            _parts ??= Begin(_first.ToTraits());
            _parts.Add(verdict.ToTraits());
        }

        // Settings before it can run twice: SET autocommit = 1; INSERT ...
        if (_saysWhatIsRefused)
            _laterOnesMayBeRefused |= !verdict.CannotBeRefused;
        else if (!verdict.IsSettingOnly)
            (_saysWhatIsRefused, _isRefusedWhole) = (true, verdict is { IsRefusedWhole: true, CallsUnknownCode: false });

        if (_target != verdict.Target)
        {
            // Statements that belong to different places go together, to the one place where everything is right.
            if (_target == StatementTarget.Reader || verdict.Target == StatementTarget.Writer)
                _reason = verdict.Reason;
            _target = StatementTarget.Writer;
        }

        _callsUnknownCode |= verdict.CallsUnknownCode || verdict.RunsStatements;
        // Of a write in the text itself it may ask.
        _asksOfLastWrite |= verdict.AsksOfLastWrite && !_writes;
        _writes |= verdict.Target == StatementTarget.Writer;
        _usesUserVariables |= verdict.UsesUserVariables;
        _leavesMore |= !verdict.LeavesOnlySession;
        _droppedDatabase = verdict.DroppedDatabase ?? _droppedDatabase;
        _namesTriggers |= verdict.NamesTriggers;
        _changesStoredCode |= verdict.ChangesStoredCode;
        if (verdict.Definition is { } definition)
            _definitions = _definitions.Add(definition);
        _effects = After(_effects, verdict.Effects);
        _bound |= verdict.Effects & ~Releasing;
        _namedLocks += verdict.NamedLocks;
        _database = verdict.Database ?? _database;
        _settings = _settings.AddRange(verdict.Settings);
        _transaction |= TransactionReading.Of(verdict.Effects, verdict.Transaction);
    }

    /// <summary>Notes that the rest of the text cannot be read here.</summary>
    public void AddUnreadable()
    {
        var verdict = new Verdict();
        verdict.Writes(StatementTraits.Unreadable.Reason);
        verdict.RunsUnknownStatements();
        Add(in verdict);
    }

    public readonly StatementTraits ToTraits(bool dependsOnParameterNames) => new()
    {
        Target = _count == 0 ? StatementTarget.Writer : _target,
        Reason = _reason,
        Effects = _effects,
        EffectsIfInterrupted = _count > 1 ? _bound : StatementEffects.None,
        StatementCount = _count,
        RefusedMeansNotExecuted = _isRefusedWhole && !_laterOnesMayBeRefused,
        FollowsPreviousStatement = _count == 1 && _target == StatementTarget.Session && !_first.AsksConnection,
        DependsOnParameterNames = dependsOnParameterNames,
        NamedLocks = _namedLocks,
        Database = _database,
        Settings = _settings,
        Transaction = _transaction,
        Rows = _count == 1 ? _first.Rows : StatementRows.Unknown,
        Routine = _count == 1 ? _first.Routine : null,
        RunsStatements = _count == 1 && _first.RunsStatements,
        CallsUnknownCode = _callsUnknownCode,
        AsksOfLastWrite = _asksOfLastWrite,
        UsesUserVariables = _usesUserVariables,
        DroppedDatabase = _droppedDatabase,
        LeavesOnlySession = _count > 0 && !_leavesMore,
        NamesTriggers = _namesTriggers,
        Definitions = _definitions,
        ChangesStoredCode = _changesStoredCode,
        Parts = _parts?.ToImmutable() ?? [],
    };

    /// <summary>Returns what holds of two texts that run one after the other on one connection.</summary>
    public static StatementTraits InOrder(StatementTraits first, StatementTraits second) => new()
    {
        Target = first.Target == second.Target ? first.Target : StatementTarget.Writer,
        Reason = first.Target == second.Target || second.Target == StatementTarget.Reader || first.Target == StatementTarget.Writer
            ? first.Reason
            : second.Reason,
        Effects = After(first.Effects, second.Effects),
        EffectsIfInterrupted =
            first.EffectsIfInterrupted | second.EffectsIfInterrupted | ((first.Effects | second.Effects) & ~Releasing),
        StatementCount = first.StatementCount + second.StatementCount,
        DependsOnParameterNames = first.DependsOnParameterNames || second.DependsOnParameterNames,
        NamedLocks = first.NamedLocks + second.NamedLocks,
        Database = second.Database ?? first.Database,
        Settings = first.Settings.AddRange(second.Settings),
        Transaction = first.Transaction | second.Transaction,
        CallsUnknownCode = first.CallsUnknownCode || second.CallsUnknownCode,
        AsksOfLastWrite = first.AsksOfLastWrite || (second.AsksOfLastWrite && first.Target != StatementTarget.Writer),
        UsesUserVariables = first.UsesUserVariables || second.UsesUserVariables,
        DroppedDatabase = second.DroppedDatabase ?? first.DroppedDatabase,
        LeavesOnlySession = first.LeavesOnlySession && second.LeavesOnlySession,
        NamesTriggers = first.NamesTriggers || second.NamesTriggers,
        Definitions = first.Definitions.AddRange(second.Definitions),
        ChangesStoredCode = first.ChangesStoredCode || second.ChangesStoredCode,
        Parts = [.. PartsOf(first), .. PartsOf(second)],
    };

    /// <summary>Returns what holds if it is not known which of two readings the server takes.</summary>
    public static StatementTraits Stricter(StatementTraits left, StatementTraits right, bool hasOtherReadings)
    {
        var isPlainRead = left.IsPlainRead && right.IsPlainRead && !hasOtherReadings;
        var stricter = !left.IsPlainRead ? left : right;
        var effects = ((left.Effects | right.Effects) & ~Releasing) | (left.Effects & right.Effects & Releasing);
        var agreeOnSettings = left.Settings.SequenceEqual(right.Settings);
        if (!agreeOnSettings)
            effects = (effects & ~StatementEffects.ChangesSettings) | StatementEffects.PinsSetting;
        var count = Math.Max(left.StatementCount, right.StatementCount);
        return new StatementTraits
        {
            Target = isPlainRead ? StatementTarget.Reader
                : (left.Target == right.Target || right.StatementCount == 0) && !left.IsPlainRead && !hasOtherReadings ? left.Target
                : StatementTarget.Writer,
            Reason = isPlainRead || !stricter.IsPlainRead ? stricter.Reason : "executable comments with different conditions",
            Effects = effects,
            EffectsIfInterrupted = count > 1 ? left.EffectsIfInterrupted | right.EffectsIfInterrupted | (effects & ~Releasing) : default,
            StatementCount = count,
            RefusedMeansNotExecuted = left.RefusedMeansNotExecuted && right.RefusedMeansNotExecuted && !hasOtherReadings,
            FollowsPreviousStatement = left.FollowsPreviousStatement && right.FollowsPreviousStatement,
            DependsOnParameterNames = left.DependsOnParameterNames || right.DependsOnParameterNames,
            NamedLocks = Math.Max(left.NamedLocks, right.NamedLocks),
            Database = left.Database ?? right.Database,
            Settings = agreeOnSettings ? left.Settings : [],
            Transaction = TransactionReading.Either(left.Transaction, right.Transaction),
            CallsUnknownCode = left.CallsUnknownCode || right.CallsUnknownCode || hasOtherReadings,
            AsksOfLastWrite = left.AsksOfLastWrite || right.AsksOfLastWrite,
            UsesUserVariables = left.UsesUserVariables || right.UsesUserVariables,
            DroppedDatabase = left.DroppedDatabase ?? right.DroppedDatabase,
            LeavesOnlySession = left.LeavesOnlySession && right.LeavesOnlySession && !hasOtherReadings,
            NamesTriggers = left.NamesTriggers || right.NamesTriggers,
            Definitions = left.Definitions.IsEmpty ? right.Definitions : left.Definitions,
            ChangesStoredCode = left.ChangesStoredCode || right.ChangesStoredCode,
            Rows = left.Rows == right.Rows && !hasOtherReadings ? left.Rows : StatementRows.Unknown,
            Parts = left.Parts.Length == right.Parts.Length && !hasOtherReadings
                ? [.. left.Parts.Zip(right.Parts, (one, other) => Stricter(one, other, hasOtherReadings: false))]
                : [],
        };
    }

    private static ImmutableArray<StatementTraits>.Builder Begin(StatementTraits first)
    {
        var parts = ImmutableArray.CreateBuilder<StatementTraits>();
        parts.Add(first);
        return parts;
    }

    private static ImmutableArray<StatementTraits> PartsOf(StatementTraits text) => text.Parts.IsEmpty ? [text] : text.Parts;

    // What one statement takes back of what another one did before it.
    private static StatementEffects After(StatementEffects before, StatementEffects effects)
    {
        var undone = StatementEffects.None;
        if (Has(StatementEffects.EndsTransaction))
            undone |= StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction;
        if (Has(StatementEffects.EnablesAutocommit))
            undone |= StatementEffects.DisablesAutocommit;
        if (Has(StatementEffects.DisablesAutocommit))
            undone |= StatementEffects.EnablesAutocommit;
        if (Has(StatementEffects.ReleasesTableLocks))
            undone |= StatementEffects.PinsTableLock;
        if (Has(StatementEffects.PinsTableLock))
            undone |= StatementEffects.ReleasesTableLocks;
        if (Has(StatementEffects.ReleasesAllNamedLocks))
            undone |= StatementEffects.PinsNamedLock | StatementEffects.ReleasesNamedLock;
        if (Has(StatementEffects.PinsNamedLock))
            undone |= StatementEffects.ReleasesAllNamedLocks | StatementEffects.ReleasesNamedLock;
        if (Has(StatementEffects.PinsHandler))
            undone |= StatementEffects.ClosesHandler;
        if (Has(StatementEffects.EndsXa))
            undone |= StatementEffects.PinsXa;
        if (Has(StatementEffects.PinsXa))
            undone |= StatementEffects.EndsXa;
        return (before & ~undone) | effects;

        bool Has(StatementEffects effect) => (effects & effect) != 0;
    }
}
