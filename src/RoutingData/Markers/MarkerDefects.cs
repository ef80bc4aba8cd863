using System.Text.RegularExpressions;

namespace RoutingData.Markers;

/// <summary>Judges what servers say of the table of markers.</summary>
internal static partial class MarkerDefects
{
    private const int UnknownDatabase = 1049;
    private const int NoSuchTable = 1146;

    /// <summary>What the number of an error says of the table; <see cref="MarkerDefect.None"/> if nothing.</summary>
    public static MarkerDefect OfError(int? number) => number switch
    {
        UnknownDatabase or NoSuchTable => MarkerDefect.NoTable,
        // No access to the schema; SELECT, INSERT or DELETE denied on the table, or on a column.
        1044 or 1142 or 1143 => MarkerDefect.NoPrivilege,
        // Unknown column, no default, count of columns, too long, out of range, a NULL where none may be, a wrong value, not an updatable table.
        1054 or 1364 or 1136 or 1406 or 1264 or 1048 or 1366 or 1288 or 1471 or 1347 => MarkerDefect.WrongDefinition,
        // GTID consistency: an engine without transactions beside one with.
        1785 => MarkerDefect.NotTransactional,
        _ => MarkerDefect.None,
    };

    /// <summary>What its definition says of it.</summary>
    /// <param name="definition">What SHOW CREATE TABLE answers.</param>
    public static MarkerDefect OfDefinition(string definition)
    {
        if (!PrimaryKey().IsMatch(definition) || !Id().IsMatch(definition) || !Affected().IsMatch(definition) || !LastId().IsMatch(definition) ||
            !At().IsMatch(definition))
            return MarkerDefect.WrongDefinition;
        return Engine().IsMatch(definition) ? MarkerDefect.None : MarkerDefect.NotTransactional;
    }

    /// <summary>What is wrong, for people.</summary>
    public static string Describe(MarkerDefect defect) => defect switch
    {
        MarkerDefect.NoSchema => "nothing says its schema",
        MarkerDefect.NoTable => "it does not exist",
        MarkerDefect.NoPrivilege => "the application's user may not SELECT, INSERT and DELETE there",
        MarkerDefect.NotTransactional => "its engine has no transactions",
        MarkerDefect.WrongDefinition => "its definition is another one than that of docs/exactly-once.md",
        MarkerDefect.StatementsLogged => "binlog_format is STATEMENT, and replicas would have other results in it",
        _ => "it is as it should be",
    };

    [GeneratedRegex(@"PRIMARY KEY \(`id`\)", RegexOptions.CultureInvariant)]
    private static partial Regex PrimaryKey();

    [GeneratedRegex(@"`id` (var)?(char|binary)\((3[6-9]|[4-9]\d|\d{3,})\)", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"`affected` bigint(\(\d+\))? DEFAULT NULL", RegexOptions.CultureInvariant)]
    private static partial Regex Affected();

    [GeneratedRegex(@"`last_id` bigint(\(\d+\))? unsigned DEFAULT NULL", RegexOptions.CultureInvariant)]
    private static partial Regex LastId();

    [GeneratedRegex(@"`at` timestamp NOT NULL DEFAULT current_timestamp", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex At();

    [GeneratedRegex(@"ENGINE=(InnoDB|ROCKSDB|ndbcluster)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Engine();
}
