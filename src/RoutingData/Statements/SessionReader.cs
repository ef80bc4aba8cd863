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
                scan.Verdict.Writes("prepares a statement on the connection (PREPARE)");
                scan.Verdict.Adds(StatementEffects.PinsPreparedStatement);
                break;
            case Keyword.Execute when scan.At(Keyword.Immediate):
                scan.Verdict.Writes("runs text that is not known here (EXECUTE IMMEDIATE)");
                scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
                break;
            case Keyword.Execute:
                scan.Verdict.NeedsSession("runs a statement prepared on the connection (EXECUTE)");
                scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
                break;
            case Keyword.Deallocate:
                scan.Verdict.NeedsSession("belongs to a prepared statement (DEALLOCATE)");
                break;
            case Keyword.Call:
                // An OUT argument assigns its variable.
                scan.SawInto = true;
                scan.Verdict.Writes("calls a procedure (CALL)");
                if (scan.Options.CallPins)
                    scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
                break;
            case Keyword.Do:
                scan.Verdict.Writes("evaluates for its side effects (DO)");
                break;
            case Keyword.Get:
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

    private static void ReadUse(ref StatementScan scan)
    {
        if (!scan.Current.IsName || !scan.Peek().EndsStatement)
        {
            scan.Verdict.Writes("no statement that is known here");
            return;
        }

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
