namespace RoutingData.Statements;

/// <summary>Statements that live on a connection's own state: prepared statements, HANDLER, USE, CALL, DO, GET DIAGNOSTICS.</summary>
internal static class SessionReader
{
    public static void Read(ref StatementScan scan)
    {
        var verb = scan.Current.Keyword;
        scan.Next();
        switch (verb)
        {
            case Keyword.Prepare:
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.Writes("prepares a statement on the connection (PREPARE)");
                scan.Verdict.Adds(StatementEffects.PinsPreparedStatement);
                scan.Verdict.LeavesOnlySession = IsPlainPrepare(ref scan);
                break;
            case Keyword.Execute when scan.At(Keyword.Immediate):
                scan.Verdict.Writes("runs text that is not known here (EXECUTE IMMEDIATE)");
                scan.Verdict.RunsUnknownStatements();
                break;
            case Keyword.Execute:
                scan.Verdict.NeedsSession("runs a statement prepared on the connection (EXECUTE)");
                scan.Verdict.RunsUnknownStatements();
                scan.Verdict.Routine = new RoutineName(null, Names.Value(scan.TextOf(scan.Current)));
                break;
            case Keyword.Deallocate:
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.NeedsSession("belongs to a prepared statement (DEALLOCATE)");
                break;
            case Keyword.Call:
                // An OUT argument assigns its variable.
                scan.SawInto = true;
                scan.Verdict.Writes("calls a procedure (CALL)");
                scan.Verdict.RunsUnknownStatements(scan.Options.CallPins);
                PassProcedure(ref scan);
                break;
            case Keyword.Do:
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.Writes("evaluates for its side effects (DO)");
                break;
            case Keyword.Get:
                scan.Verdict.Rows = StatementRows.None;
                scan.SawInto = true;
                scan.Verdict.FollowsPreviousStatement("asks about the statement before it (GET DIAGNOSTICS)");
                break;
            case Keyword.Use:
                ReadUse(ref scan);
                break;
            default:
                ReadHandler(ref scan);
                break;
        }
    }

    // PREPARE s FROM 'text' or FROM @text; MariaDB takes any expression.
    private static bool IsPlainPrepare(ref StatementScan scan)
    {
        if (!scan.Current.IsName)
            return false;
        scan.Next();
        return scan.Skip(Keyword.From) && scan.Current.Kind is TokenKind.String or TokenKind.UserVariable && scan.Peek().EndsStatement;
    }

    // The name before the parenthesis is no function.
    private static void PassProcedure(ref StatementScan scan)
    {
        if (!scan.Current.IsName)
            return;
        var (schema, name) = (default(Token), scan.Current);
        scan.Next();
        if (scan.Current.Kind == TokenKind.Dot && scan.Peek().IsName)
        {
            scan.Next();
            (schema, name) = (name, scan.Current);
            scan.Next();
        }

        scan.Verdict.Routine = new RoutineName(
            schema.IsName ? Names.Value(scan.TextOf(schema)) : null, Names.Value(scan.TextOf(name)));
        if (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }

    private static void ReadUse(ref StatementScan scan)
    {
        if (!scan.Current.IsName || !scan.Peek().EndsStatement)
        {
            scan.Verdict.Writes("no statement that is known here");
            return;
        }

        scan.Verdict.Rows = StatementRows.None;
        scan.Verdict.NeedsSession("changes the session's database (USE)");
        scan.Verdict.Adds(StatementEffects.ChangesDatabase);
        scan.Verdict.Database = Names.Value(scan.TextOf(scan.Current));
        scan.Next();
    }

    // HANDLER [db.]t {OPEN | READ ... | CLOSE}
    private static void ReadHandler(ref StatementScan scan)
    {
        scan.Next();
        while (scan.Current.Kind == TokenKind.Dot)
        {
            scan.Next();
            scan.Next();
        }

        if (scan.At(Keyword.Open))
        {
            scan.Verdict.Writes("opens a handler on the connection (HANDLER)");
            scan.Verdict.Adds(StatementEffects.PinsHandler);
            return;
        }

        scan.Verdict.NeedsSession("belongs to a handler of the connection (HANDLER)");
        if (scan.At(Keyword.Close))
            scan.Verdict.Adds(StatementEffects.ClosesHandler);
    }
}
