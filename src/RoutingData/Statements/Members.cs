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
        var owner = scan.Earlier;
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

        switch (KeywordOf(in scan, owner))
        {
            case Keyword.PerformanceSchema:
            case Keyword.InformationSchema when TablesOfOneServer.Contains(Names.Unquote(scan.TextOf(scan.Current))):
                scan.Verdict.Writes("asks one server about itself (performance_schema, PROCESSLIST and the like)");
                break;
        }
    }

    private static Keyword KeywordOf(in StatementScan scan, Token name)
    {
        if (name.Kind != TokenKind.QuotedName)
            return name.Keyword;
        Vocabulary.Find(Names.Unquote(scan.TextOf(name)), out var keyword, out _);
        return keyword;
    }
}
