namespace RoutingData.Statements;

/// <summary>BEGIN, START TRANSACTION, COMMIT, ROLLBACK, savepoints and XA.</summary>
internal static class TransactionReader
{
    public static void Read(ref StatementScan scan)
    {
        var verb = scan.Current.Keyword;
        scan.Verdict.Rows = verb is Keyword.Xa or Keyword.Start ? StatementRows.Unknown : StatementRows.None;
        scan.Next();
        switch (verb)
        {
            case Keyword.Begin when scan.AtEndOfStatement || (scan.At(Keyword.Work) && scan.Peek().EndsStatement):
                Begins(ref scan, isReadOnly: false);
                break;
            case Keyword.Begin:
                scan.Verdict.Rows = StatementRows.Unknown;
                CompoundReader.ReadToEndOfText(ref scan);
                break;
            case Keyword.Start when scan.At(Keyword.Transaction):
                Begins(ref scan, IsReadOnly(ref scan));
                break;
            case Keyword.Start:
                // START REPLICA commits on MySQL, and not on MariaDB.
                scan.Verdict.Transaction |= TransactionEffects.MayCommit;
                scan.Verdict.Writes("administers the server");
                break;
            case Keyword.Commit:
                Ends(ref scan, "ends a transaction (COMMIT)");
                break;
            case Keyword.Rollback when scan.At(Keyword.To) || (scan.At(Keyword.Work) && scan.Peek().Is(Keyword.To)):
                scan.Verdict.NeedsSession("belongs to the open transaction (ROLLBACK TO)");
                break;
            case Keyword.Rollback:
                scan.Verdict.Transaction |= TransactionEffects.RollsBack;
                Ends(ref scan, "ends a transaction (ROLLBACK)");
                break;
            case Keyword.Xa:
                ReadXa(ref scan);
                break;
            default:
                scan.Verdict.NeedsSession("belongs to the open transaction (SAVEPOINT)");
                break;
        }
    }

    private static void Begins(ref StatementScan scan, bool isReadOnly)
    {
        scan.Verdict.Rows = StatementRows.None;
        scan.Verdict.Transaction |= TransactionEffects.SaysSo;
        scan.Verdict.LeavesOnlySession = true;
        scan.Verdict.Writes(isReadOnly ? "begins a read-only transaction" : "begins a transaction");
        scan.Verdict.Adds(StatementEffects.BeginsTransaction);
        if (isReadOnly)
            scan.Verdict.Adds(StatementEffects.BeginsReadOnlyTransaction);
    }

    private static bool IsReadOnly(ref StatementScan scan)
    {
        var isReadOnly = false;
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (scan.Previous.Is(Keyword.Read))
                isReadOnly = scan.At(Keyword.Only);
        }

        return isReadOnly;
    }

    // COMMIT [WORK] [AND [NO] CHAIN] [[NO] RELEASE]
    private static void Ends(ref StatementScan scan, string reason)
    {
        scan.Verdict.NeedsSession(reason);
        scan.Verdict.Adds(StatementEffects.EndsTransaction);
        scan.Verdict.Transaction |= TransactionEffects.SaysSo;
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (scan.At(Keyword.Chain) && scan.Previous.Is(Keyword.And))
                scan.Verdict.Adds(StatementEffects.BeginsTransaction);
            if (scan.At(Keyword.Release) && !scan.Previous.Is(Keyword.No))
                scan.Verdict.Adds(StatementEffects.EndsConnection);
        }
    }

    private static void ReadXa(ref StatementScan scan)
    {
        scan.Verdict.Writes("belongs to a distributed transaction (XA)");
        scan.Verdict.Adds(scan.Current.Keyword switch
        {
            Keyword.Start or Keyword.Begin => StatementEffects.PinsXa,
            Keyword.Commit or Keyword.Rollback => StatementEffects.EndsXa,
            _ => StatementEffects.None,
        });
        scan.Verdict.Transaction |= scan.Current.Keyword switch
        {
            Keyword.Start or Keyword.Begin => TransactionEffects.None,
            Keyword.Commit => TransactionEffects.Commits,
            Keyword.Rollback => TransactionEffects.RollsBack,
            // What is prepared outlives the connection.
            _ => TransactionEffects.MayCommit,
        };
    }
}
