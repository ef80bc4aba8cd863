using Microsoft.Data.Sqlite;
using RoutingData.ProxySql.Tables;
using SQLitePCL;

namespace RoutingData.ProxySql.Scripts;

/// <summary>What SQLite's errors mean to an administrator. SQLite repeats words of the statement, which may be passwords: those stay out.</summary>
internal static class AdminHints
{
    private static readonly string[] Safe = ["CHECK constraint failed", "NOT NULL constraint failed", "UNIQUE constraint failed"];

    public static string Of(SqliteException exception)
    {
        var message = exception.Message;
        if (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT) return "The statement takes too long.";
        if (exception.SqliteErrorCode == raw.SQLITE_FULL) return "The tables grow too large.";
        if (exception.SqliteErrorCode == raw.SQLITE_AUTH)
            return "Only the configuration tables can be changed, and nothing else be done. What is in force and what is counted is there to be read.";
        if (message.Contains("no such table", StringComparison.Ordinal))
            return $"There is no such table. There are {string.Join(", ", TableCatalog.All.Select(table => table.Name))} and global_variables, with their runtime_ twins; of statistics, those that docs/proxysql.md lists.";
        if (message.Contains("no such column", StringComparison.Ordinal) || message.Contains("has no column named", StringComparison.Ordinal))
            return "There is no such column in the table. Text stands in single quotes.";
        if (message.Contains("values were supplied", StringComparison.Ordinal) || message.Contains("values for", StringComparison.Ordinal))
            return "The number of values is not the number of columns: name the columns that the values are for.";
        if (Safe.FirstOrDefault(safe => message.Contains(safe, StringComparison.Ordinal)) is { } constraint) return $"SQLite: {constraint}: {Columns(message)}.";
        return "SQLite does not understand the statement. Its dialect counts here, as in ProxySQL: text stands in single quotes, and a quote inside is written twice.";
    }

    // "SQLite Error 19: 'UNIQUE constraint failed: mysql_servers.hostgroup_id, mysql_servers.hostname'."
    private static string Columns(string message) => message[(message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.', '\'');
}
