namespace RoutingData.Statements;

/// <summary>CREATE, ALTER, DROP, RENAME, TRUNCATE, GRANT and REVOKE. All but temporary tables commit the open transaction.</summary>
internal static class DefinitionReader
{
    public static void Read(ref StatementScan scan)
    {
        var verb = scan.Current.Keyword;
        scan.Next();
        if (verb == Keyword.Drop && scan.At(Keyword.Prepare))
        {
            scan.Verdict.Rows = StatementRows.None;
            scan.Verdict.NeedsSession("belongs to a prepared statement (DROP PREPARE)");
            return;
        }

        scan.Verdict.Rows = StatementRows.None;
        scan.Verdict.Writes("changes definitions (DDL)");
        scan.Verdict.IsRefusedWhole = true;
        if (verb == Keyword.Rename)
            scan.Verdict.ChangesStoredCode = true;
        if (verb == Keyword.Create && scan.Skip(Keyword.Or))
            scan.Skip(Keyword.Replace);

        if (!scan.At(Keyword.Temporary))
            scan.Verdict.Adds(StatementEffects.EndsTransaction);
        else if (verb == Keyword.Create)
            scan.Verdict.Adds(StatementEffects.PinsTemporaryTable);

        var defined = Keyword.None;
        if (verb is Keyword.Create or Keyword.Alter && FindsRoutine(ref scan, ref defined))
        {
            scan.Verdict.ChangesStoredCode = true;
            var heading = scan;
            CompoundReader.ReadRoutine(ref scan);
            scan.Verdict.Definition = DefinedCode.OfTrigger(heading, scan.Current.Start);
            return;
        }

        if (defined == Keyword.View)
        {
            scan.Verdict.ChangesStoredCode = true;
            scan.Verdict.Definition = DefinedCode.OfView(scan);
        }

        if (verb == Keyword.Drop && scan.Current.Keyword is Keyword.View or Keyword.Trigger or Keyword.Function or Keyword.Procedure or
            Keyword.Database or Keyword.Schema)
            scan.Verdict.ChangesStoredCode = true;
        if (verb == Keyword.Drop && (scan.Skip(Keyword.Database) || scan.Skip(Keyword.Schema)))
            scan.Verdict.DroppedDatabase = LastName(ref scan);
        PassNames(ref scan);
        InspectDefinition(ref scan, runsQuery: verb == Keyword.Create && defined != Keyword.View);
    }

    // [IF EXISTS] name
    private static string? LastName(ref StatementScan scan)
    {
        string? name = null;
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (scan.Current.IsName)
                name = Names.Value(scan.TextOf(scan.Current));
        }

        return name;
    }

    // Columns and keys look like calls, and a view's query is only written down. CREATE TABLE ... SELECT runs its query.
    private static void InspectDefinition(ref StatementScan scan, bool runsQuery)
    {
        while (!scan.AtEndOfStatement && !(runsQuery && StartsQuery(in scan)))
        {
            CodeInspector.Inspect(ref scan);
            scan.Next();
        }

        scan.Verdict.RunsNothing(butStillHas: StatementEffects.EndsTransaction | StatementEffects.PinsTemporaryTable);
        CodeInspector.InspectToEnd(ref scan);
        // A refused definition has called nothing yet.
        scan.Verdict.CallsUnknownCode = false;
    }

    private static bool StartsQuery(in StatementScan scan) =>
        scan.At(Keyword.Select) || (scan.At(Keyword.Values) && scan.Peek().Is(Keyword.Row));

    // CREATE [DEFINER = u@h] [AGGREGATE] {PROCEDURE | FUNCTION | TRIGGER | EVENT | PACKAGE}; whatever else is named first is no routine.
    private static bool FindsRoutine(ref StatementScan scan, ref Keyword defined)
    {
        for (; !scan.AtEndOfStatement && !OpensList(in scan); scan.Next())
        {
            switch (scan.Current.Keyword)
            {
                case Keyword.Procedure or Keyword.Function or Keyword.Trigger or Keyword.Event or Keyword.Package:
                    return true;
                case Keyword.Table or Keyword.View or Keyword.Index or Keyword.Database or Keyword.Schema:
                    defined = scan.Current.Keyword;
                    return false;
            }
        }

        return false;
    }

    // DEFINER = CURRENT_USER() has nothing in its parentheses.
    private static bool OpensList(in StatementScan scan) =>
        scan.Current.Kind == TokenKind.OpenParenthesis && scan.Peek().Kind != TokenKind.CloseParenthesis;

    // The words before the first parenthesis are names, not code: DROP TABLE is no DROP inside a query.
    private static void PassNames(ref StatementScan scan)
    {
        while (!scan.AtEndOfStatement && scan.Current.Kind != TokenKind.OpenParenthesis && !scan.At(Keyword.Select))
            scan.Next();
        if (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }
}
