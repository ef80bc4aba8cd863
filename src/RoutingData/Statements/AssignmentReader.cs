namespace RoutingData.Statements;

/// <summary>One assignment of a SET: what is assigned, in which scope, and whether it can be repeated elsewhere.</summary>
internal static class AssignmentReader
{
    /// <summary>The variable that keeps writes from the binary log.</summary>
    public const string BinaryLog = "sql_log_bin";

    private const string SetsState = "sets session state (SET)";

    /// <param name="scan">At the first token of the assignment.</param>
    /// <param name="settings">Takes what can be repeated.</param>
    /// <param name="lastScope">GLOBAL or SESSION holds for the variables after it too: SET GLOBAL a = 1, b = 2.</param>
    public static void Read(ref StatementScan scan, ref RepeatableSettings settings, ref Keyword lastScope)
    {
        var start = scan.Current.Start;
        var boundaries = scan.Comments.Boundaries;
        var scope = ReadScope(ref scan);
        if (scope != Keyword.None)
            lastScope = scope;
        if (scan.At(Keyword.Transaction) && scope != Keyword.None)
        {
            scan.Verdict.LeavesOnlySession = false;
            ReadTransaction(ref scan, ref settings, start, boundaries, scope);
            return;
        }

        string? variable = null;
        var kind = ReadTarget(ref scan, ref scope, lastScope, ref variable);
        var value = SettingValue.Read(ref scan, boundaries);
        scan.Verdict.LeavesOnlySession &= value.IsRepeatable && kind is null or VariableKind.Plain;
        if (scope is Keyword.Global or Keyword.Persist or Keyword.PersistOnly)
        {
            scan.Verdict.Writes("changes a setting of the server itself (SET GLOBAL)");
            return;
        }

        scan.Verdict.NeedsSession(SetsState);
        switch (kind)
        {
            case null:
                break;
            case VariableKind.Autocommit:
                scan.Verdict.SetsAutocommit(value.IsOn);
                if (value is { IsOn: false, IsOff: false })
                    scan.Verdict.Transaction |= TransactionEffects.MayTurnAutocommit | TransactionEffects.MayCommit;
                break;
            case VariableKind.Completion:
                scan.Verdict.Transaction |= TransactionEffects.ChangesCompletion;
                scan.Verdict.Adds(StatementEffects.PinsSetting);
                break;
            case VariableKind.ClientCharset when !value.IsUtf8(in scan):
                scan.Verdict.Adds(StatementEffects.ChangesClientCharset);
                if (!value.KeepsAscii(in scan) || !value.IsRepeatable)
                    scan.Verdict.Adds(StatementEffects.PinsSetting);
                else
                    settings.Add(scan.Text[start..value.End], variable);
                break;
            case VariableKind.TransactionCharacteristic when scope == Keyword.Next:
                scan.Verdict.Adds(StatementEffects.SetsNextTransaction);
                break;
            case VariableKind.SqlMode when ChangesReading(scan.Text[start..value.End]):
            case VariableKind.TiesReads when !value.IsOff:
            case not (VariableKind.Plain or VariableKind.SqlMode or VariableKind.TransactionCharacteristic or VariableKind.ClientCharset or
                VariableKind.TiesReads):
                scan.Verdict.Adds(StatementEffects.PinsSetting);
                if (scan.Text[start..value.End].Contains(BinaryLog, StringComparison.OrdinalIgnoreCase))
                    scan.Verdict.Adds(StatementEffects.StopsBinaryLog);
                break;
            case var _ when value.IsRepeatable:
                settings.Add(scan.Text[start..value.End], variable, value.ReadsVariables);
                break;
            default:
                scan.Verdict.Adds(StatementEffects.PinsSetting);
                break;
        }
    }

    private static Keyword ReadScope(ref StatementScan scan)
    {
        if (scan.Current.Keyword is not (Keyword.Global or Keyword.Persist or Keyword.PersistOnly or Keyword.Session or Keyword.Local))
            return Keyword.None;
        var scope = scan.Current.Keyword;
        scan.Next();
        return scope;
    }

    /// <summary>Reads up to the value; null for what is no system variable and leaves nothing to repeat.</summary>
    private static VariableKind? ReadTarget(
        ref StatementScan scan, ref Keyword scope, Keyword lastScope, ref string? variable)
    {
        var target = scan.Current;
        scan.Next();
        switch (target.Kind)
        {
            case TokenKind.UserVariable:
                scan.IsParameter(target);
                scan.Verdict.Adds(StatementEffects.PinsUserVariable);
                PassSign(ref scan);
                return null;
            case TokenKind.SystemVariable:
                return ReadSystemVariable(ref scan, target, ref scope, ref variable);
            case TokenKind.Word or TokenKind.QuotedName when scan.Current.Kind is TokenKind.Equals or TokenKind.Assign:
                PassSign(ref scan);
                scope = lastScope;
                variable = SettingVariables.Of(Names.Unquote(scan.TextOf(target)));
                return Variables.KindOf(Names.Unquote(scan.TextOf(target)));
            case TokenKind.Word or TokenKind.QuotedName when scan.Current.Kind == TokenKind.Dot:
                scope = lastScope;
                return VariableKind.Unrepeatable;
            case TokenKind.Word:
                variable = SettingVariables.ClientCharsets;
                return ReadCharacterSet(ref scan, target);
            default:
                scan.Verdict.Writes("no statement that is known here");
                return null;
        }
    }

    // SET NAMES x, SET CHARACTER SET x, SET CHARSET x have no sign.
    private static VariableKind? ReadCharacterSet(ref StatementScan scan, Token target)
    {
        if (target.Keyword is Keyword.Names or Keyword.Charset || (target.Is(Keyword.Character) && scan.Skip(Keyword.Set)))
            return VariableKind.ClientCharset;
        scan.Verdict.Writes("no statement that is known here");
        return null;
    }

    // @@x, @@session.x, @@global.x. Without a scope @@transaction_isolation means the next transaction.
    private static VariableKind ReadSystemVariable(
        ref StatementScan scan, Token target, ref Keyword scope, ref string? variable)
    {
        var name = scan.TextOf(target)[2..];
        var isScoped = scan.Current.Kind == TokenKind.Dot && Variables.IsScope(in scan, name);
        if (isScoped)
        {
            scan.Options.Vocabulary.Find(name, out scope, out _);
            scan.Next();
            name = scan.TextOf(scan.Current);
            scan.Next();
        }

        PassSign(ref scan);
        variable = SettingVariables.Of(Names.Unquote(name));
        var kind = Variables.KindOf(Names.Unquote(name));
        if (!isScoped && kind == VariableKind.TransactionCharacteristic)
            scope = Keyword.Next;
        return kind;
    }

    private static void PassSign(ref StatementScan scan)
    {
        if (scan.Current.Kind is TokenKind.Equals or TokenKind.Assign)
            scan.Next();
    }

    // SET SESSION TRANSACTION takes the rest of the statement, commas included.
    private static void ReadTransaction(
        ref StatementScan scan, ref RepeatableSettings settings, int start, int boundaries, Keyword scope)
    {
        var end = start;
        for (; !scan.AtEndOfStatement; scan.Next())
            end = scan.Current.End;
        if (scope is not (Keyword.Session or Keyword.Local))
        {
            scan.Verdict.Writes("changes a setting of the server itself (SET GLOBAL)");
            return;
        }

        scan.Verdict.NeedsSession(SetsState);
        if (scan.Comments.Boundaries == boundaries)
            settings.Add(scan.Text[start..end], SettingVariables.Transaction);
        else
            scan.Verdict.Adds(StatementEffects.PinsSetting);
    }

    // Text would be read differently from then on, which the classifier only knows if it is told: the session stays on the writer.
    private static bool ChangesReading(ReadOnlySpan<char> assignment)
    {
        // Modes by number: 4 is ANSI_QUOTES.
        if (assignment.ContainsAnyInRange('0', '9'))
            return true;
        foreach (var mode in (ReadOnlySpan<string>)["BACKSLASH", "IGNORE_SPACE", "ANSI", "ORACLE", "MSSQL", "DB2", "MAXDB", "POSTGRESQL"])
        {
            if (assignment.Contains(mode, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
