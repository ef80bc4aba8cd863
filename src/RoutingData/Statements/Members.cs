using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>Names after a dot: the rest of a system variable, a sequence's pseudo column, a table that describes one server.</summary>
internal static class Members
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TablesOfOneServer = FrozenSet.ToFrozenSet(
        [
            "PROCESSLIST", "PROFILING", "USER_VARIABLES", "SESSION_STATUS", "GLOBAL_STATUS", "TEMP_TABLES_INFO", "METADATA_LOCK_INFO",
            "INNODB_TRX", "INNODB_LOCKS", "INNODB_LOCK_WAITS", "INNODB_METRICS", "INNODB_BUFFER_PAGE", "INNODB_BUFFER_PAGE_LRU",
            "INNODB_BUFFER_POOL_STATS", "USER_STATISTICS", "CLIENT_STATISTICS", "INDEX_STATISTICS", "TABLE_STATISTICS",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Inspect(ref StatementScan scan)
    {
        ref readonly var owner = ref scan.Earlier;
        if (owner.Kind == TokenKind.SystemVariable)
        {
            if (Variables.IsScope(scan.TextOf(owner)[2..]))
                Variables.InspectSystemVariable(ref scan, Names.Unquote(scan.TextOf(scan.Current)));
            return;
        }

        switch (scan.Current.Keyword)
        {
            case Keyword.Nextval:
                scan.Verdict.Writes("advances a sequence (NEXTVAL)");
                return;
            case Keyword.Currval:
                scan.Verdict.NeedsSession("asks for the session's own place in a sequence (CURRVAL)");
                return;
        }

        switch (SchemaOf(in scan, owner))
        {
            case Keyword.PerformanceSchema:
            case Keyword.InformationSchema when TablesOfOneServer.Contains(Names.Unquote(scan.TextOf(scan.Current))):
                scan.Verdict.Writes("asks one server about itself (performance_schema, PROCESSLIST and the like)");
                break;
        }
    }

    // Both schemas have 18 letters; most owners are ruled out by that.
    private static Keyword SchemaOf(in StatementScan scan, in Token owner)
    {
        var name = Names.Unquote(scan.TextOf(owner));
        if (name.Length != 18)
            return Keyword.None;
        Vocabulary.Find(name, out var keyword, out _);
        return keyword;
    }
}
