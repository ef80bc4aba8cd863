using System.Collections.Immutable;
using System.Data;
using Microsoft.Data.Sqlite;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;
using SQLitePCL;

namespace RoutingData.ProxySql.Scripts;

/// <summary>
/// ProxySQL's configuration tables in SQLite, in memory, which is what ProxySQL's own admin interface is: the tables themselves, and what runtime and
/// disk have of them.
/// </summary>
internal sealed class AdminDatabase : IDisposable
{
    /// <summary>Steps of SQLite's machine that one statement may take: some seconds.</summary>
    private const int StepLimit = 100;
    private const int StepSize = 1_000_000;

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Dictionary<(string Table, long Row), ProxySqlPosition> _positions = [];
    private readonly HashSet<string> _changed = new(StringComparer.OrdinalIgnoreCase);
    private ProxySqlPosition _position;
    private int _steps;

    public AdminDatabase(TableSet tables)
    {
        _connection.Open();
        raw.sqlite3_update_hook(_connection.Handle, (object _, int _, utf8z database, utf8z table, long row) => Note(database.utf8_to_string(), table.utf8_to_string(), row), null);
        raw.sqlite3_progress_handler(_connection.Handle, StepSize, _ => ++_steps > StepLimit ? 1 : 0, null);
        Execute("PRAGMA max_page_count = 16384");
        foreach (var table in TableCatalog.All) Create(table.Name, table.Sql);
        Create("global_variables", name => $"CREATE TABLE {name} (variable_name VARCHAR NOT NULL PRIMARY KEY COLLATE NOCASE, variable_value VARCHAR NOT NULL)");
        foreach (var name in TakenVariables.All.Keys.Concat(OtherVariables.All.Keys).Order(StringComparer.Ordinal))
            Execute("INSERT INTO main.global_variables VALUES ($p0, '')", name);
        _positions.Clear();
        Put(tables);
        foreach (var table in Names) Copy(table, "main", "disk");
        foreach (var table in Names) Copy(table, "main", "runtime");
        _changed.Clear();
    }

    private static IEnumerable<string> Names => TableCatalog.All.Select(table => table.Name).Append("global_variables");

    /// <summary>Runs a statement that changes tables.</summary>
    /// <exception cref="ProxySqlFormatException">SQLite refuses it; nothing is changed.</exception>
    public void Change(AdminStatement statement)
    {
        (_position, _steps) = (statement.Position, 0);
        try
        {
            Execute(statement.Text);
        }
        catch (SqliteException e)
        {
            throw new ProxySqlFormatException(statement.Position, AdminHints.Of(e));
        }
    }

    /// <summary>Sets a variable.</summary>
    /// <returns>Whether there is one of that name.</returns>
    public bool Set(SetStatement statement, ProxySqlPosition position)
    {
        _position = position;
        return Execute("UPDATE main.global_variables SET variable_value = $p0 WHERE variable_name = $p1", statement.Value, statement.Name) > 0;
    }

    /// <summary>Moves a module from one layer to another.</summary>
    /// <param name="module">The module.</param>
    /// <param name="move">Whence and whither.</param>
    /// <param name="config">What the configuration file says.</param>
    /// <param name="position">Where the statement stands.</param>
    /// <returns>Whether there is such a module.</returns>
    public bool Move(string module, LayerMove move, TableSet config, ProxySqlPosition position)
    {
        _position = position;
        if (TableCatalog.VariableModules.FirstOrDefault(variables => variables.Module == module) is { Prefix: { } prefix })
        {
            MoveVariables(prefix, move, config);
            return true;
        }

        var tables = TableCatalog.All.Where(table => table.Module == module).ToArray();
        foreach (var table in tables)
        {
            if (move == LayerMove.ConfigToMemory) foreach (var row in config[table]) Put(row);
            else Copy(table.Name, Layer(move).From, Layer(move).To);
        }

        return tables.Length > 0;
    }

    /// <summary>The modules that were changed and neither loaded to runtime nor saved to disk since.</summary>
    public IEnumerable<string> FindPending() =>
        TableCatalog.All.Where(table => _changed.Contains(table.Name)).Select(table => table.Module)
            .Concat(TableCatalog.VariableModules.Where(module => _changed.Contains(module.Prefix)).Select(module => module.Module)).Distinct();

    /// <summary>What the tables hold now.</summary>
    public TableSet Read()
    {
        var tables = new TableSet();
        foreach (var table in TableCatalog.All)
        {
            foreach (var (id, values) in Query($"SELECT rowid, {string.Join(", ", table.Columns.Select(column => column.Name))} FROM main.{table.Name} ORDER BY rowid"))
                tables.Put(new TableRow(table, values, _positions[(table.Name, id)]));
        }

        foreach (var (id, values) in Query("SELECT rowid, variable_name, variable_value FROM main.global_variables"))
            if (values[1]!.Length > 0 && _positions.TryGetValue(("global_variables", id), out var position)) tables.Set(new Variable(values[0]!, values[1]!, position));
        return tables;
    }

    public void Dispose() => _connection.Dispose();

    private static (string From, string To) Layer(LayerMove move) => move switch
    {
        LayerMove.MemoryToRuntime => ("main", "runtime"),
        LayerMove.MemoryToDisk => ("main", "disk"),
        LayerMove.RuntimeToMemory => ("runtime", "main"),
        _ => ("disk", "main"),
    };

    private void MoveVariables(string prefix, LayerMove move, TableSet config)
    {
        if (move == LayerMove.ConfigToMemory)
        {
            foreach (var variable in config.Variables.Where(variable => variable.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) Put(variable);
            return;
        }

        Copy("global_variables", Layer(move).From, Layer(move).To, $"WHERE variable_name LIKE '{prefix}%'");
        _changed.Remove(prefix);
    }

    // Layers are schemas of their own but runtime, whose tables ProxySQL shows beside the others.
    private void Create(string name, Func<string, string> sql)
    {
        if (name == TableCatalog.All[0].Name) Execute("ATTACH ':memory:' AS disk");
        Execute(sql($"main.{name}"));
        Execute(sql($"disk.{name}"));
        Execute(sql($"main.runtime_{name}"));
    }

    private void Copy(string table, string from, string to, string where = "")
    {
        Execute($"DELETE FROM {In(to)} {where}");
        Execute($"INSERT INTO {In(to)} SELECT * FROM {In(from)} {where}");
        // What has been passed on, or taken back, waits for nothing.
        _changed.Remove(table);

        string In(string layer) => layer == "runtime" ? $"main.runtime_{table}" : $"{layer}.{table}";
    }

    private void Put(TableSet tables)
    {
        foreach (var row in TableCatalog.All.SelectMany(table => tables[table])) Put(row);
        foreach (var variable in tables.Variables) Put(variable);
    }

    private void Put(TableRow row)
    {
        _position = row.Position;
        Execute($"INSERT OR REPLACE INTO main.{row.Table.Name} VALUES ({string.Join(", ", row.Values.Select((_, i) => $"$p{i}"))})", row.Values);
    }

    private void Put(Variable variable)
    {
        _position = variable.Position;
        Execute("INSERT INTO main.global_variables VALUES ($p0, $p1) ON CONFLICT DO UPDATE SET variable_value = $p1", variable.Name, variable.Value);
    }

    private void Note(string database, string table, long row)
    {
        if (database != "main" || table.StartsWith("runtime_", StringComparison.Ordinal)) return;
        _positions[(table, row)] = _position;
        _changed.Add(table);
        if (table == "global_variables") foreach (var (_, prefix) in TableCatalog.VariableModules) _changed.Add(prefix);
    }

    private int Execute(string sql, params ReadOnlySpan<string?> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"$p{i}", (object?)values[i] ?? DBNull.Value);
        return command.ExecuteNonQuery();
    }

    private IEnumerable<(long Row, string?[] Values)> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var values = new string?[reader.FieldCount - 1];
            for (var i = 0; i < values.Length; i++) values[i] = reader.IsDBNull(i + 1) ? null : reader.GetString(i + 1);
            yield return (reader.GetInt64(0), values);
        }
    }
}
