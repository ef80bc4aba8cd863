using System.Globalization;

namespace RoutingData.ProxySql.Tables;

/// <summary>A row of a table.</summary>
/// <param name="Table">Whose row it is.</param>
/// <param name="Values">The values, one a column.</param>
/// <param name="Position">Where it was said.</param>
internal sealed record TableRow(TableDefinition Table, string?[] Values, ProxySqlPosition Position)
{
    /// <summary>The value of a column.</summary>
    public string? this[string column] => Values[Table.IndexOf(column)];

    public int? Number(string column) => this[column] is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    public bool Is(string column) => this[column] == "1";

    /// <summary>Whether a column holds something else than what it holds when nothing is said.</summary>
    public bool Says(string column) => this[column] is { } value && value != Table.Columns[Table.IndexOf(column)].Default && value.Length > 0;

    /// <summary>The primary key, for comparisons.</summary>
    public string Key => string.Join('\0', Table.Columns.Select((column, i) => column.IsKey ? Values[i] : null).Where(value => value is not null));
}
