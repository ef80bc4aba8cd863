namespace RoutingData.Statements;

/// <summary>LOCK, UNLOCK, FLUSH and BACKUP: locks that belong to the connection until it gives them back.</summary>
internal static class LockReader
{
    public static void Read(ref StatementScan scan)
    {
        var verb = scan.Current.Keyword;
        scan.Next();
        switch (verb)
        {
            case Keyword.Lock:
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.Writes("locks tables (LOCK)");
                scan.Verdict.Adds(StatementEffects.PinsTableLock);
                if (!scan.At(Keyword.Instance))
                    scan.Verdict.Adds(StatementEffects.EndsTransaction);
                break;
            case Keyword.Unlock:
                scan.Verdict.Rows = StatementRows.None;
                scan.Verdict.Transaction |= TransactionEffects.MayCommit;
                scan.Verdict.NeedsSession("gives table locks back (UNLOCK)");
                scan.Verdict.Adds(StatementEffects.ReleasesTableLocks);
                break;
            case Keyword.Backup when scan.At(Keyword.Unlock):
                scan.Verdict.Transaction |= TransactionEffects.MayCommit;
                scan.Verdict.Writes("administers the server (BACKUP)");
                scan.Verdict.Adds(StatementEffects.ReleasesTableLocks);
                break;
            case Keyword.Backup:
                scan.Verdict.Transaction |= TransactionEffects.MayCommit;
                scan.Verdict.Writes("administers the server (BACKUP)");
                scan.Verdict.Adds(StatementEffects.PinsTableLock);
                break;
            default:
                scan.Verdict.Writes("administers the server (FLUSH)");
                scan.Verdict.Adds(StatementEffects.EndsTransaction);
                FindsReadLock(ref scan);
                break;
        }
    }

    // FLUSH TABLES [t, ...] WITH READ LOCK | FOR EXPORT
    private static void FindsReadLock(ref StatementScan scan)
    {
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (scan.At(Keyword.Lock) || (scan.At(Keyword.Export) && scan.Previous.Is(Keyword.For)))
                scan.Verdict.Adds(StatementEffects.PinsTableLock);
        }
    }
}
