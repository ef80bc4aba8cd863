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
            scan.Verdict.NeedsSession("belongs to a prepared statement (DROP PREPARE)");
            return;
        }

        scan.Verdict.Writes("changes definitions (DDL)");
        scan.Verdict.IsRefusedWhole = true;
        if (verb == Keyword.Create && scan.Skip(Keyword.Or))
            scan.Skip(Keyword.Replace);

        if (!scan.At(Keyword.Temporary))
            scan.Verdict.Adds(StatementEffects.EndsTransaction);
        else if (verb == Keyword.Create)
            scan.Verdict.Adds(StatementEffects.PinsTemporaryTable);

        if (verb is Keyword.Create or Keyword.Alter && FindsRoutine(ref scan))
            CompoundReader.ReadRoutine(ref scan);
        else
            PassNames(ref scan);

        // Columns and keys look like calls, and a refused definition has called nothing yet.
        CodeInspector.InspectToEnd(ref scan);
        scan.Verdict.CallsUnknownCode = false;
    }

    // CREATE [DEFINER = u@h] [AGGREGATE] {PROCEDURE | FUNCTION | TRIGGER | EVENT | PACKAGE}; whatever else is named first is no routine.
    private static bool FindsRoutine(ref StatementScan scan)
    {
        for (; !scan.AtEndOfStatement && scan.Current.Kind != TokenKind.OpenParenthesis; scan.Next())
        {
            switch (scan.Current.Keyword)
            {
                case Keyword.Procedure or Keyword.Function or Keyword.Trigger or Keyword.Event or Keyword.Package:
                    return true;
                case Keyword.Table or Keyword.View or Keyword.Index or Keyword.Database or Keyword.Schema:
                    return false;
            }
        }

        return false;
    }

    // The words before the first parenthesis are names, not code: DROP TABLE is no DROP inside a query.
    private static void PassNames(ref StatementScan scan)
    {
        while (!scan.AtEndOfStatement && scan.Current.Kind != TokenKind.OpenParenthesis && !scan.At(Keyword.Select))
            scan.Next();
        if (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }
}
