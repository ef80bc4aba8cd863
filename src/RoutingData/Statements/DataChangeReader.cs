namespace RoutingData.Statements;

/// <summary>INSERT, REPLACE, UPDATE, DELETE and LOAD: writes, looked through for what they leave on the connection.</summary>
internal static class DataChangeReader
{
    public static void Read(ref StatementScan scan)
    {
        var verb = scan.Current.Keyword;
        scan.Verdict.IsRefusedWhole = true;
        scan.ChangesRows = true;
        scan.Verdict.Rows = StatementRows.None;
        // LOAD INDEX INTO CACHE commits on MySQL.
        if (verb == Keyword.Load && scan.Peek().Is(Keyword.Index))
            scan.Verdict.Transaction |= TransactionEffects.MayCommit;
        scan.Verdict.Writes(verb switch
        {
            Keyword.Insert => "writes (INSERT)",
            Keyword.Replace => "writes (REPLACE)",
            Keyword.Update => "writes (UPDATE)",
            Keyword.Delete => "writes (DELETE)",
            _ => "writes (LOAD)",
        });
        scan.Next();
        if (verb is Keyword.Insert or Keyword.Replace)
            PassTable(ref scan);
    }

    // INSERT [IGNORE] [INTO] t (columns): the table's name is no call.
    private static void PassTable(ref StatementScan scan)
    {
        while (scan.Current.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.Dot && !scan.At(Keyword.Values) &&
               !scan.At(Keyword.Value) && !scan.At(Keyword.Set) && !scan.At(Keyword.Select))
        {
            if (scan.LooksAtNames && scan.Current.IsName)
                StoredNames.Inspect(ref scan);
            scan.Next();
        }

        if (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }
}
