namespace RoutingData.Statements;

/// <summary>SELECT, WITH, VALUES, TABLE and any of them in parentheses: plain reads until something in them says otherwise.</summary>
internal static class QueryReader
{
    public static void Read(ref StatementScan scan)
    {
        scan.Verdict.IsRefusedWhole = true;
        scan.Verdict.Rows = StatementRows.One;
        while (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
        if (!Starts(scan.Current.Keyword))
            scan.Verdict.Writes("no statement that is known here");
        CodeInspector.InspectToEnd(ref scan);
    }

    /// <summary>Whether a query may start with this word.</summary>
    public static bool Starts(Keyword keyword) =>
        keyword is Keyword.Select or Keyword.With or Keyword.Values or Keyword.Table;
}
