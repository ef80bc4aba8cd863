namespace RoutingData.Statements;

/// <summary>
/// EXPLAIN, DESCRIBE, DESC and ANALYZE: judged by the statement they explain, since EXPLAIN ANALYZE and MariaDB's ANALYZE run it;
/// DESCRIBE of a table is a plain read; ANALYZE TABLE is maintenance.
/// </summary>
internal static class ExplainReader
{
    /// <summary>Whether the explained statement is still to be read.</summary>
    public static bool Read(ref StatementScan scan)
    {
        var analyzes = scan.At(Keyword.Analyze);
        var runs = analyzes;
        scan.Next();
        while (PassOption(ref scan, ref runs))
        {
        }

        // EXPLAIN ANALYZE TABLE t is a query; ANALYZE TABLE t does not read t.
        if (IsExplained(scan.Current) || (scan.At(Keyword.Table) && !analyzes))
        {
            scan.IsExplained = !runs;
            return true;
        }

        if (scan.At(Keyword.For))
        {
            scan.Verdict.Writes("explains a statement of another connection");
        }
        else if (runs)
        {
            scan.Verdict.Writes("maintains tables (ANALYZE TABLE)");
            scan.Verdict.Adds(StatementEffects.EndsTransaction);
        }
        else if (scan.Current.IsName)
        {
            scan.Verdict.Rows = StatementRows.One;
            PassNames(ref scan);
        }
        else
        {
            scan.Verdict.Writes("no statement that is known here");
        }

        return false;
    }

    /// <summary>
    /// The explained statement is through. The servers work out conditions, subqueries and derived tables while they explain, whatever
    /// functions and assignments stand in them; only what a lone SELECT without a table would answer is never worked out.
    /// </summary>
    public static void Finish(ref StatementScan scan)
    {
        scan.Verdict.Rows = scan.SawInto ? StatementRows.Unknown : StatementRows.One;
        if (scan is { Selects: 1, SawCondition: false, SawInto: false, Verdict.ReadsTables: false })
            scan.Verdict.RunsNothing(butStillHas: StatementEffects.None);
    }

    private static bool IsExplained(Token token) =>
        token.Kind == TokenKind.OpenParenthesis || token.Keyword is Keyword.Select or Keyword.With or Keyword.Values or Keyword.Insert or
            Keyword.Replace or Keyword.Update or Keyword.Delete;

    private static bool PassOption(ref StatementScan scan, ref bool runs)
    {
        var next = scan.Peek();
        if (next.EndsStatement)
            return false;
        switch (scan.Current.Keyword)
        {
            case Keyword.Format when next.Kind == TokenKind.Equals:
                scan.Next();
                scan.Next();
                scan.Next();
                return true;
            case Keyword.Analyze:
                runs = true;
                scan.Next();
                return true;
            case Keyword.Extended or Keyword.Partitions:
                scan.Next();
                return true;
            case Keyword.For when next.Keyword is Keyword.Schema or Keyword.Database:
                scan.Next();
                scan.Next();
                scan.Next();
                return true;
            case Keyword.Into:
                CodeInspector.Inspect(ref scan);
                scan.Next();
                CodeInspector.Inspect(ref scan);
                scan.Next();
                return true;
            default:
                return false;
        }
    }

    // db.table column: nothing in it is code.
    private static void PassNames(ref StatementScan scan)
    {
        scan.Next();
        while (scan.Current.Kind == TokenKind.Dot)
        {
            scan.Next();
            scan.Next();
        }

        if (scan.Current.IsName || scan.Current.Kind == TokenKind.String)
            scan.Next();
        if (!scan.AtEndOfStatement)
            scan.Verdict.Writes("no statement that is known here");
    }
}
