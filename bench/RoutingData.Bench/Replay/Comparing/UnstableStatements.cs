using System.Text.RegularExpressions;

namespace RoutingData.Bench.Replay.Comparing;

/// <summary>Statements whose answer is another one on any other server, or at any other moment: what they return says nothing.</summary>
internal static partial class UnstableStatements
{
    public static bool Contains(string statement) => Words().IsMatch(statement);

    [GeneratedRegex(
        @"\b(NOW|CURDATE|CURTIME|CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP|SYSDATE|UTC_\w+|UNIX_TIMESTAMP|RAND|" +
        @"RANDOM_BYTES|UUID\w*|SYS_GUID|CONNECTION_ID|IS_USED_LOCK|PROCESSLIST|BENCHMARK|LOAD_FILE|SERVER_ID|SERVER_UUID|HOSTNAME|PORT|DATADIR|" +
        @"SOCKET|PID_FILE|GTID\w*|BINLOG\w*|BINARY LOGS?|MASTER STATUS|SLAVE\w*|REPLICA\w*|READ_ONLY|SUPER_READ_ONLY|PSEUDO_THREAD_ID|" +
        @"INNODB_\w+|PERFORMANCE_SCHEMA|ENGINE \w+ STATUS|OPEN TABLES|GLOBAL STATUS|PROFILES?|UPDATE_TIME|CREATE_TIME|TABLE STATUS|(KEYS|INDEX|INDEXES) (FROM|IN)|EXPLAIN|" +
        @"ANALYZE|DESCRIBE SELECT|DESC SELECT|CHECK_TIME|LAST_QUERY_COST|TIMESTAMP|GENERAL_LOG\w*|SLOW_LOG\w*|USER_STATISTICS)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
