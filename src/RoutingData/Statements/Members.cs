using System.Collections.Frozen;
using System.Text;

namespace RoutingData.Statements;

/// <summary>Names after a dot: the rest of a system variable, a sequence's pseudo column, a table that describes one server.</summary>
internal static class Members
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TablesOfOneServer = FrozenSet.ToFrozenSet(
        [
            "PROCESSLIST", "PROFILING", "USER_VARIABLES", "GLOBAL_STATUS", "TEMP_TABLES_INFO", "METADATA_LOCK_INFO",
            "INNODB_TRX", "INNODB_LOCKS", "INNODB_LOCK_WAITS", "INNODB_METRICS", "INNODB_BUFFER_PAGE", "INNODB_BUFFER_PAGE_LRU",
            "INNODB_BUFFER_POOL_STATS", "USER_STATISTICS", "CLIENT_STATISTICS", "INDEX_STATISTICS", "TABLE_STATISTICS",

            // Reading these resets them.
            "INNODB_CMP_RESET", "INNODB_CMPMEM_RESET", "INNODB_CMP_PER_INDEX_RESET",

            // Of the schemas mysql and sys
            "GTID_EXECUTED", "GTID_SLAVE_POS", "SLAVE_MASTER_INFO", "SLAVE_RELAY_LOG_INFO", "SLAVE_WORKER_INFO", "GENERAL_LOG", "SLOW_LOG",
            "SESSION", "X$SESSION", "X$PROCESSLIST", "INNODB_LOCK_WAITS", "X$INNODB_LOCK_WAITS", "SCHEMA_TABLE_LOCK_WAITS",
            "X$SCHEMA_TABLE_LOCK_WAITS",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TablesOfTheSession = FrozenSet.ToFrozenSet(
        ["SESSION_VARIABLES", "SESSION_STATUS", "SYSTEM_VARIABLES", "SESSION_CONNECT_ATTRS", "SESSION_ACCOUNT_CONNECT_ATTRS"],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static void Inspect(ref StatementScan scan)
    {
        ref readonly var owner = ref scan.Earlier;
        if (owner.Kind == TokenKind.SystemVariable)
        {
            if (Variables.IsScope(in scan, scan.TextOf(owner)[2..]))
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

        var table = Names.Unquote(scan.TextOf(scan.Current));
        switch (SchemaOf(in scan, owner))
        {
            case Keyword.InformationSchema or Keyword.PerformanceSchema when TablesOfTheSession.Contains(table):
                scan.Verdict.NeedsSession("asks for the session's own state (SESSION_VARIABLES, SESSION_STATUS and the like)");
                break;
            case Keyword.PerformanceSchema:
            case Keyword.InformationSchema or Keyword.Mysql or Keyword.Sys when TablesOfOneServer.Contains(table):
                scan.Verdict.Writes("asks one server about itself (performance_schema, PROCESSLIST and the like)");
                break;
            case Keyword.InformationSchema when Ascii.EqualsIgnoreCase(table, "OPTIMIZER_TRACE"):
                scan.Verdict.FollowsPreviousStatement("asks about the statement before it (OPTIMIZER_TRACE)");
                break;
        }
    }

    // Most owners are ruled out by their length.
    private static Keyword SchemaOf(in StatementScan scan, in Token owner)
    {
        var name = Names.Unquote(scan.TextOf(owner));
        if (name.Length is not (3 or 5 or 18))
            return Keyword.None;
        scan.Options.Vocabulary.Find(name, out var keyword, out _);
        return keyword;
    }
}
