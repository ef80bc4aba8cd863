namespace RoutingData.Statements;

/// <summary>
/// What matters in a statement wherever it stands and however deep: locking clauses, INTO, words that write, variables, function
/// calls. Looks at one token at a time, together with the few before it.
/// </summary>
internal static class CodeInspector
{
    public static void InspectToEnd(ref StatementScan scan)
    {
        while (!scan.AtEndOfStatement)
        {
            Inspect(ref scan);
            scan.Next();
        }
    }

    /// <summary>Takes the current token into the verdict.</summary>
    public static void Inspect(ref StatementScan scan)
    {
        if (scan.LooksAtNames && scan.Current.IsName)
            StoredNames.Inspect(ref scan);
        switch (scan.Current.Kind)
        {
            case TokenKind.Word or TokenKind.QuotedName when scan.Previous.Kind == TokenKind.Dot:
                Members.Inspect(ref scan);
                break;
            case TokenKind.Word when scan.Current.Keyword != Keyword.None:
                InspectKeyword(ref scan);
                break;
            case TokenKind.OpenParenthesis:
                FunctionCalls.Inspect(ref scan);
                break;
            case TokenKind.UserVariable:
                Variables.InspectUserVariable(ref scan);
                break;
            case TokenKind.SystemVariable:
                Variables.InspectSystemVariable(ref scan, scan.TextOf(scan.Current)[2..]);
                break;
            case TokenKind.Assign:
                scan.Verdict.Writes("assigns a user variable (:=)");
                scan.Verdict.Adds(StatementEffects.PinsUserVariable);
                break;
            case TokenKind.Broken:
                scan.Verdict.Writes("text that cannot be read to its end (an open string, name or comment, or a foreign blank)");
                break;
        }
    }

    private static void InspectKeyword(ref StatementScan scan)
    {
        switch (scan.Current.Keyword)
        {
            // EXPLAIN locks no row.
            case Keyword.Update when scan.IsExplained && scan.Previous.Is(Keyword.For) && scan.Options.Vocabulary.ReadersExplainForUpdate:
            case Keyword.Share when scan.IsExplained && scan.Previous.Is(Keyword.For):
            case Keyword.Lock when scan.IsExplained && scan.Peek().Is(Keyword.In):
                break;
            case Keyword.Returning:
                scan.Verdict.Rows = scan.Verdict.Rows == StatementRows.None && scan.Depth == 0 ? StatementRows.Unknown : scan.Verdict.Rows;
                break;
            case Keyword.Update when scan.Previous.Is(Keyword.For):
                scan.Verdict.Writes("locking read (FOR UPDATE)");
                break;
            case Keyword.Share when scan.Previous.Is(Keyword.For):
                scan.Verdict.Writes("locking read (FOR SHARE)");
                break;
            case Keyword.Lock:
                scan.Verdict.Writes("locking read (LOCK IN SHARE MODE)");
                break;
            case Keyword.Into:
                scan.SawInto = true;
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.Writes("hands its result to a file or a variable (INTO)");
                break;
            case Keyword.SqlCalcFoundRows:
                scan.Verdict.Writes("counts for FOUND_ROWS() (SQL_CALC_FOUND_ROWS)");
                break;
            case Keyword.For when scan.Previous.Is(Keyword.Value) && scan.Earlier.Is(Keyword.Next):
                scan.Verdict.Writes("advances a sequence (NEXT VALUE FOR)");
                break;
            case Keyword.For when scan.Previous.Is(Keyword.Value) && scan.Earlier.Is(Keyword.Previous):
                scan.Verdict.NeedsSession("asks for the session's own place in a sequence (PREVIOUS VALUE FOR)");
                break;
            case Keyword.Match:
                scan.SawMatch = true;
                break;
            case Keyword.JsonTable:
                scan.SawJsonTable = true;
                break;
            case Keyword.With:
                scan.InWithList = StartsWithList(scan.Peek().Keyword);
                break;
            case Keyword.Select or Keyword.Table or Keyword.Values:
                scan.Selects++;
                scan.InWithList = false;
                scan.Verdict.ReadsTables |= scan.At(Keyword.Table);
                break;
            case Keyword.From:
                scan.Verdict.ReadsTables = true;
                break;
            case Keyword.Where or Keyword.Having:
                scan.SawCondition = true;
                break;
            case Keyword.Insert or Keyword.Replace when scan.Peek().Kind == TokenKind.OpenParenthesis:
                break;
            case Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete or Keyword.Load or Keyword.Call or Keyword.Create or
                Keyword.Alter or Keyword.Drop or Keyword.Rename or Keyword.Grant or Keyword.Revoke or Keyword.Kill or Keyword.Unlock or
                Keyword.Procedure:
                scan.InWithList = false;
                scan.ChangesRows |= scan.Current.Keyword is Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete;
                scan.Verdict.Writes("holds a word that writes");
                break;
        }
    }

    // After other words WITH is a modifier: GROUP BY a WITH ROLLUP, AGAINST ('x' WITH QUERY EXPANSION), FETCH FIRST 1 ROWS WITH TIES.
    private static bool StartsWithList(Keyword next) => next is not (Keyword.Rollup or Keyword.Query or Keyword.Ties);
}
