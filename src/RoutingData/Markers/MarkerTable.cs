using System.Globalization;
using System.Text.RegularExpressions;

namespace RoutingData.Markers;

/// <summary>The table of markers, and every text that is sent about it.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name there.</param>
internal sealed partial record MarkerTable(string Schema, string Name)
{
    /// <summary>Begins the transaction of a statement that would have been one by itself.</summary>
    public const string Begin = "START TRANSACTION;";

    /// <summary>Ends one, whatever <c>completion_type</c> says.</summary>
    public const string Commit = "COMMIT AND NO CHAIN NO RELEASE";

    private readonly string _table = $"`{Schema}`.`{Name}`";

    /// <summary>Makes it, unless it is there.</summary>
    public string Create =>
        $"CREATE TABLE IF NOT EXISTS {_table} (id CHAR(36) CHARACTER SET ascii NOT NULL PRIMARY KEY, affected BIGINT NULL, " +
        "last_id BIGINT UNSIGNED NULL, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, KEY at (at)) ENGINE=InnoDB";

    /// <summary>Asks what it is.</summary>
    public string Show => $"SHOW CREATE TABLE {_table}";

    /// <summary>Whether a text is a name of a table, with or without its schema.</summary>
    public static bool IsName(string? name) => name is not null && NamePattern().IsMatch(name);

    /// <summary>The table of a name; null where nothing says its schema.</summary>
    public static MarkerTable? Of(string name, string? defaultSchema)
    {
        if (!IsName(name)) return null;
        if (name.Split('.') is [var schema, var table]) return new MarkerTable(schema, table);
        return string.IsNullOrEmpty(defaultSchema) || defaultSchema.Contains('`', StringComparison.Ordinal) ? null : new MarkerTable(defaultSchema, name);
    }

    /// <summary>A statement with a marker, both committed or neither. The marker comes last: it takes the statement's results along, and one
    /// that has been fenced fails before the COMMIT.</summary>
    public string Marked(ReadOnlySpan<char> statement, string id) => $"{Begin}{statement};{Mark(id, "ROW_COUNT()")};{Commit}";

    /// <summary>A COMMIT with a marker.</summary>
    public string MarkedCommit(string id) => $"{Mark(id, "0")};{Commit}";

    /// <summary>Leaves a row in a marker's place: what it stands for can be committed no more.</summary>
    public string Fence(string id) => $"INSERT INTO {_table}(id)VALUES('{id}')";

    /// <summary>Asks what a marker says; that of a fence says nothing.</summary>
    public string Read(string id) => $"SELECT affected,last_id FROM {_table} WHERE id='{id}'";

    /// <summary>Does all that is ever done with it, and undoes it.</summary>
    public string TryOut(string id) =>
        $"{Begin}{Mark(id, "0")};SELECT affected,last_id,at FROM {_table} WHERE id='{id}';DELETE FROM {_table} WHERE id='{id}';ROLLBACK";

    /// <summary>Deletes some of the markers that are older than so many seconds.</summary>
    public string Clean(long seconds, int most) => string.Create(
        CultureInfo.InvariantCulture, $"DELETE FROM {_table} WHERE at<FROM_UNIXTIME(UNIX_TIMESTAMP()-{seconds}) LIMIT {most}");

    /// <summary>Whether an error may be one about this table, or about what goes with no marker.</summary>
    /// <param name="number">The server's number.</param>
    /// <param name="message">Its words.</param>
    public bool MayBeMeant(int? number, string message) => MarkerDefects.OfError(number) switch
    {
        MarkerDefect.None => false,
        MarkerDefect.NotTransactional => true,
        _ => message.Contains(Name, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Its name, for people and locks.</summary>
    public override string ToString() => $"{Schema}.{Name}";

    private string Mark(string id, string affected) => $"INSERT INTO {_table}(id,affected,last_id)VALUES('{id}',{affected},LAST_INSERT_ID())";

    [GeneratedRegex(@"^[A-Za-z0-9_$]{1,64}(\.[A-Za-z0-9_$]{1,64})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
