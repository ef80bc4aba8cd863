using System.Data;
using Microsoft.Data.Sqlite;

namespace RoutingData.ProxySql.Scripts;

/// <summary>Reads a result to its end, so that nothing of it is open when the next statement runs.</summary>
internal static class ResultTable
{
    private const int MostRows = 100_000;

    public static DataTable Of(SqliteDataReader reader)
    {
        var rows = new List<object[]>();
        while (reader.Read())
        {
            if (rows.Count == MostRows) throw new ProxySqlFormatException($"There are more than {MostRows} rows: write LIMIT.");
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return Of([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    /// <summary>Rows as a table.</summary>
    /// <param name="names">What its columns are called.</param>
    /// <param name="rows">The rows, a value for each column.</param>
    public static DataTable Of(IReadOnlyList<string> names, List<object[]> rows)
    {
        var table = new DataTable();
        for (var i = 0; i < names.Count; i++) table.Columns.Add(ColumnOf(NameOf(names[i], table), rows, i));
        foreach (var row in rows) table.Rows.Add(row);
        return table;
    }

    // SQLite's values have types, its columns have none.
    private static DataColumn ColumnOf(string name, List<object[]> rows, int column)
    {
        var values = rows.Select(row => row[column]).Where(value => value is not DBNull).ToArray();
        if (values.Length == 0 || values.All(value => value is string)) return new DataColumn(name, typeof(string));
        if (values.All(value => value is long)) return new DataColumn(name, typeof(long));
        return values.All(value => value is double) ? new DataColumn(name, typeof(double)) : new DataColumn(name, typeof(object));
    }

    private static string NameOf(string name, DataTable table)
    {
        var unique = name;
        for (var i = 2; table.Columns.Contains(unique); i++) unique = $"{name}:{i}";
        return unique;
    }
}
