namespace RoutingData.Statements;

/// <summary>Reads one statement: its first words say which family it belongs to.</summary>
internal static class StatementReader
{
    /// <summary>
    /// Reads from the first token of a statement to its end. Prefixes (EXPLAIN, SET STATEMENT ... FOR) lead to another round.
    /// </summary>
    public static void Read(ref StatementScan scan)
    {
        while (ReadFamily(ref scan))
        {
        }

        CodeInspector.InspectToEnd(ref scan);
        if (scan.IsExplained)
            ExplainReader.Finish(ref scan);
        if (scan.Depth != 0)
            scan.Verdict.Writes("parentheses do not match");
    }

    /// <summary>Whether the statement itself is still to come.</summary>
    private static bool ReadFamily(ref StatementScan scan)
    {
        switch (scan.Current.Keyword)
        {
            case Keyword.Select or Keyword.With or Keyword.Values or Keyword.Table:
            case Keyword.None when scan.Current.Kind == TokenKind.OpenParenthesis:
                QueryReader.Read(ref scan);
                break;
            case Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete or Keyword.Load:
                DataChangeReader.Read(ref scan);
                break;
            case Keyword.Set:
                return SetReader.Read(ref scan);
            case Keyword.Explain or Keyword.Desc or Keyword.Describe or Keyword.Analyze:
                return ExplainReader.Read(ref scan);
            case Keyword.Show:
                ShowReader.Read(ref scan);
                break;
            case Keyword.Begin or Keyword.Start or Keyword.Commit or Keyword.Rollback or Keyword.Savepoint or Keyword.Release or Keyword.Xa:
                TransactionReader.Read(ref scan);
                break;
            case Keyword.Lock or Keyword.Unlock or Keyword.Flush or Keyword.Backup:
                LockReader.Read(ref scan);
                break;
            case Keyword.Create or Keyword.Alter or Keyword.Drop or Keyword.Rename or Keyword.Truncate or Keyword.Grant or Keyword.Revoke:
                DefinitionReader.Read(ref scan);
                break;
            case Keyword.Prepare or Keyword.Execute or Keyword.Deallocate or Keyword.Handler or Keyword.Use or Keyword.Get or
                Keyword.Call or Keyword.Do:
                SessionReader.Read(ref scan);
                break;
            case Keyword.If or Keyword.Case or Keyword.While or Keyword.Loop or Keyword.Repeat or Keyword.For or Keyword.Declare:
                CompoundReader.ReadToEndOfText(ref scan);
                break;
            case Keyword.Help:
                scan.Verdict.Rows = StatementRows.One;
                break;
            case Keyword.None when scan.Current.Kind == TokenKind.Broken:
                break;
            case Keyword.Check or Keyword.Optimize or Keyword.Repair or Keyword.Install or Keyword.Uninstall:
                scan.Verdict.Adds(StatementEffects.EndsTransaction);
                Administers(ref scan);
                break;

            // These commit on one of the two servers only: the transaction counts as open.
            case Keyword.Cache or Keyword.Reset or Keyword.Change or Keyword.Stop or Keyword.Binlog or Keyword.Import or Keyword.Clone or
                Keyword.Shutdown:
                scan.Verdict.Transaction |= TransactionEffects.MayCommit;
                Administers(ref scan);
                break;
            case Keyword.Checksum or Keyword.Kill or Keyword.Purge or Keyword.Signal or Keyword.Resignal:
                Administers(ref scan);
                break;
            default:
                scan.Verdict.Writes("no statement that is known here");
                scan.Verdict.Transaction |= TransactionReading.Anything;
                scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
                break;
        }

        return false;
    }

    private static void Administers(ref StatementScan scan)
    {
        scan.Verdict.Writes("administers the server");
        scan.Next();
    }
}
