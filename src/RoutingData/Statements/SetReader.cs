namespace RoutingData.Statements;

/// <summary>SET in all its forms: a list of assignments, and the statements that only share the word.</summary>
internal static class SetReader
{
    /// <summary>Whether a statement is still to be read: SET STATEMENT ... FOR.</summary>
    public static bool Read(ref StatementScan scan)
    {
        scan.Next();
        scan.Verdict.Rows = StatementRows.None;
        switch (scan.Current.Keyword)
        {
            case Keyword.Statement when scan.Peek().IsName:
                return PassStatementSettings(ref scan);
            case Keyword.Transaction:
                scan.Verdict.NeedsSession("sets up the next transaction (SET TRANSACTION)");
                scan.Verdict.Adds(StatementEffects.SetsNextTransaction);
                return false;
            case Keyword.Password:
            case Keyword.Default when scan.Peek().Is(Keyword.Role):
                scan.Verdict.Writes("changes definitions (SET PASSWORD, SET DEFAULT ROLE)");
                scan.Verdict.Adds(StatementEffects.EndsTransaction);
                return false;
            case Keyword.Role:
            case Keyword.Resource:
                scan.Verdict.NeedsSession("sets session state (SET ROLE, SET RESOURCE GROUP)");
                scan.Verdict.Adds(StatementEffects.PinsSetting);
                return false;
            default:
                ReadAssignments(ref scan);
                return false;
        }
    }

    // SET STATEMENT a = 1, b = 2 FOR SELECT ...: the settings hold for that statement only, so it alone decides.
    private static bool PassStatementSettings(ref StatementScan scan)
    {
        scan.Verdict.Rows = StatementRows.Unknown;
        while (!scan.AtEndOfStatement && !(scan.At(Keyword.For) && scan.Depth == 0))
        {
            // What cannot be set for a session elsewhere cannot be for a statement either: sql_auto_is_null, last_insert_id.
            if (scan.Current.Kind == TokenKind.Equals && scan.Previous.IsName && scan.Earlier.Kind is TokenKind.Comma or TokenKind.Word &&
                Variables.KindOf(Names.Unquote(scan.TextOf(scan.Previous))) is not (VariableKind.Plain or VariableKind.SqlMode or
                    VariableKind.TransactionCharacteristic))
            {
                scan.Verdict.NeedsSession("sets state of its connection for its own time (SET STATEMENT)");
                if (Names.Unquote(scan.TextOf(scan.Previous)).Equals(AssignmentReader.BinaryLog, StringComparison.OrdinalIgnoreCase))
                    scan.Verdict.Adds(StatementEffects.StopsBinaryLog);
            }

            CodeInspector.Inspect(ref scan);
            scan.Next();
        }

        return scan.Skip(Keyword.For);
    }

    private static void ReadAssignments(ref StatementScan scan)
    {
        var settings = new RepeatableSettings();
        var scope = Keyword.None;
        scan.Verdict.LeavesOnlySession = true;
        AssignmentReader.Read(ref scan, ref settings, ref scope);
        while (scan.Current.Kind == TokenKind.Comma)
        {
            scan.Next();
            AssignmentReader.Read(ref scan, ref settings, ref scope);
        }

        scan.Verdict.LeavesOnlySession &= scan.Verdict.Target == StatementTarget.Session;
        scan.Verdict.Settings = settings.ToAssignments();
        if (!scan.Verdict.Settings.IsEmpty)
            scan.Verdict.Adds(StatementEffects.ChangesSettings);
    }
}
