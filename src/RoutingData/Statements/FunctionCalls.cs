namespace RoutingData.Statements;

/// <summary>
/// Decides at an opening parenthesis whether the name before it is called, and what that call means. An allow-list: what is no
/// built-in and not listed by the user may write.
/// </summary>
internal static class FunctionCalls
{
    private const int LongestNameToTell = 64;

    public static void Inspect(ref StatementScan scan)
    {
        var name = scan.Previous;
        if (!name.IsName && !(name.Kind == TokenKind.Number && scan.Earlier.Kind == TokenKind.Dot))
        {
            // WITH a AS (...) (SELECT ...): the list is over.
            if (name.Kind == TokenKind.CloseParenthesis)
                scan.InWithList = false;
            return;
        }

        if (scan.Earlier.Kind == TokenKind.Dot)
        {
            if (!IsListed(in scan, scan.Earliest, name) && !SystemFunctions.Contains(in scan, scan.Earliest, name))
                CallsUnknown(ref scan, name);
        }
        else if (!IsNoCall(in scan))
        {
            var call = name.Kind == TokenKind.Word ? name.Call : scan.Options.Vocabulary.FindQuoted(Names.Unquote(scan.TextOf(name)));
            Apply(ref scan, name, call);
        }
    }

    // Places where the grammar has no function call: after a complete operand, after AS, after INTO, MEMBER OF, and CTE names.
    private static bool IsNoCall(in StatementScan scan) => scan.Earlier.Kind switch
    {
        TokenKind.String or TokenKind.Number or TokenKind.CloseParenthesis or TokenKind.Parameter => true,
        TokenKind.UserVariable or TokenKind.SystemVariable => true,
        TokenKind.Comma => scan.InWithList &&
            (scan.Earliest.Kind == TokenKind.CloseParenthesis || scan.Earliest.Is(Keyword.Restrict)),
        TokenKind.Word => scan.Earlier.Keyword is Keyword.As or Keyword.Into or Keyword.Table or Keyword.Procedure ||
            (scan.Earlier.Is(Keyword.Member) && scan.Previous.Is(Keyword.Of)) ||
            (scan.InWithList && scan.Earlier.Keyword is Keyword.With or Keyword.Recursive),
        _ => false,
    };

    private static void Apply(ref StatementScan scan, Token name, CallKind call)
    {
        switch (call)
        {
            case CallKind.Reserved or CallKind.BuiltIn:
            case CallKind.BuiltInKeyword when name.Keyword != Keyword.Convert:
            case CallKind.BuiltInAttached when scan.Options.IgnoreSpace || name.End == scan.Current.Start:
            case CallKind.TypeName when IsPlaceOfType(in scan):
            case CallKind.BeforeSubquery when OpensSubquery(scan.PeekPastParentheses()):
            case CallKind.Unknown when name.Is(Keyword.Against) && scan.SawMatch:
                break;
            case CallKind.BuiltInKeyword:
                scan.OpensConversion();
                break;
            case CallKind.AsksConnection:
                scan.Verdict.AsksLastWrite("asks the connection that did the session's work (LAST_INSERT_ID() and the like)");
                break;
            case CallKind.AsksPreviousStatement:
                scan.Verdict.FollowsPreviousStatement("asks about the statement before it (ROW_COUNT(), FOUND_ROWS())");
                break;
            case CallKind.AsksOneServer:
                scan.Verdict.Writes("asks one server about itself (locks, files, replication)");
                break;
            case CallKind.TakesNamedLock:
                scan.Verdict.Writes("takes a named lock (GET_LOCK)");
                scan.Verdict.Adds(StatementEffects.PinsNamedLock);
                scan.Verdict.NamedLocks++;
                break;
            case CallKind.ReleasesNamedLock:
                scan.Verdict.NeedsSession("releases a named lock (RELEASE_LOCK)");
                scan.Verdict.Adds(StatementEffects.ReleasesNamedLock);
                break;
            case CallKind.ReleasesAllNamedLocks:
                scan.Verdict.NeedsSession("releases the named locks (RELEASE_ALL_LOCKS)");
                scan.Verdict.Adds(StatementEffects.ReleasesAllNamedLocks);
                break;
            case CallKind.AdvancesSequence:
                scan.Verdict.Writes("advances a sequence (NEXTVAL, SETVAL)");
                break;
            case CallKind.AsksDefault:
                scan.Verdict.Writes("may advance a sequence (DEFAULT of a column)");
                break;
            default:
                if (!IsListed(in scan, default, name))
                    CallsUnknown(ref scan, name);
                break;
        }
    }

    // CONVERT(x, DATETIME(6)), JSON_VALUE(... RETURNING DATETIME(6)), COLUMNS (at DATETIME(6) PATH ...). After AS nothing is called.
    private static bool IsPlaceOfType(in StatementScan scan) => scan.Earlier.Kind switch
    {
        TokenKind.Comma => scan.InConversion,
        TokenKind.QuotedName => scan.SawJsonTable,
        TokenKind.Word => scan.Earlier.Is(Keyword.Returning) ||
            (scan.SawJsonTable && scan.Earlier.Is(Keyword.None) && scan.Earlier.Call == CallKind.Unknown),
        _ => false,
    };

    private static bool OpensSubquery(Token first) => QueryReader.Starts(first.Keyword);

    private static bool IsListed(in StatementScan scan, Token schema, Token name)
    {
        var listed = scan.Options.ReadOnlyFunctions;
        if (listed.Count == 0)
            return false;
        var function = Names.Value(scan.TextOf(name));
        if (schema.Kind == TokenKind.End)
            return listed.Contains(function) || (scan.Options.Schema is { Length: > 0 } own && listed.Contains($"{own}.{function}"));
        if (!schema.IsName || scan.Text[..schema.Start].TrimEnd().EndsWith('.'))
            return false;
        return listed.Contains($"{Names.Value(scan.TextOf(schema))}.{function}");
    }

    private static void CallsUnknown(ref StatementScan scan, Token name)
    {
        scan.Verdict.CallsUnknownCode = true;
        scan.Verdict.Routine ??= new RoutineName(
            scan.Earlier.Kind == TokenKind.Dot ? Names.Value(scan.TextOf(scan.Earliest)) : null, Names.Value(scan.TextOf(name)));
        if (scan.Options.CallPins)
            scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
        if (scan.Verdict.Target != StatementTarget.Writer)
        {
            var shown = name.Length <= LongestNameToTell ? scan.TextOf(name) : scan.TextOf(name)[..LongestNameToTell];
            scan.Verdict.Writes($"calls {shown}, which is not a known read-only function");
        }
    }
}
