using System.Data.Common;
using System.Globalization;
using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Live;

/// <summary>Reads the configuration tables of a running ProxySQL, through its admin port.</summary>
/// <param name="connection">An open connection to it.</param>
/// <param name="warnings">Where it goes that no table has a place for.</param>
internal sealed class LiveTables(DbConnection connection, WarningList warnings)
{
    private const string Variables = "global_variables";

    /// <exception cref="ProxySqlFormatException">A value is not one that ProxySQL's table can hold.</exception>
    public async Task<TableSet> ReadAsync(CancellationToken cancellationToken)
    {
        var tables = new TableSet();
        // An older ProxySQL does not have all of them.
        var present = (await RowsAsync("SHOW TABLES", cancellationToken).ConfigureAwait(false)).Select(row => row.Values.First() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var table in TableCatalog.All.Where(table => present.Contains(table.Name)))
        {
            var place = 0;
            foreach (var row in await RowsAsync($"SELECT * FROM {table.Name}", cancellationToken).ConfigureAwait(false))
                tables.Put(RowOf(table, row, new ProxySqlPosition(table.Name, ++place, 1)));
        }

        if (!present.Contains(Variables)) return tables;
        foreach (var row in await RowsAsync($"SELECT variable_name, variable_value FROM {Variables}", cancellationToken).ConfigureAwait(false))
        {
            var (name, value) = (row.GetValueOrDefault("variable_name"), row.GetValueOrDefault("variable_value"));
            // It has a row for each variable there is, those of PostgreSQL too.
            if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(value) || !IsOurs(name)) continue;
            tables.Set(new Variable(name, value, new ProxySqlPosition(Variables, 1, 1)));
        }

        return tables;
    }

    private static bool IsOurs(string name) => TableCatalog.VariableModules.Any(module => name.StartsWith(module.Prefix, StringComparison.OrdinalIgnoreCase));

    private TableRow RowOf(TableDefinition table, Dictionary<string, string?> row, ProxySqlPosition position)
    {
        var values = table.Columns.Select(column => column.Default).ToArray();
        foreach (var (name, value) in row)
        {
            var index = table.IndexOf(name);
            if (index < 0)
            {
                if (!string.IsNullOrEmpty(value)) warnings.Add(ProxySqlWarningKind.Unknown, $"{table.Name}.{name}", "ProxySQL 2.7 has no such column.", position);
                continue;
            }

            values[index] = value;
        }

        for (var i = 0; i < values.Length; i++)
            if (table.Columns[i].FaultOf(values[i]) is { } fault) throw new ProxySqlFormatException(position, $"{table.Name}.{table.Columns[i].Name}: {fault}");
        return new TableRow(table, values, position);
    }

    private async Task<List<Dictionary<string, string?>>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<Dictionary<string, string?>>();
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var row = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                    for (var i = 0; i < reader.FieldCount; i++) row[reader.GetName(i)] = TextOf(reader.GetValue(i));
                    rows.Add(row);
                }
            }
        }

        return rows;
    }

    private static string? TextOf(object value) => value switch
    {
        DBNull => null,
        bool flag => flag ? "1" : "0",
        byte[] bytes => System.Text.Encoding.UTF8.GetString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
