using System.Data;
using System.Globalization;
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
    /// <summary>Steps of SQLite's machine that one statement may take: a second or two.</summary>
    private const int StepLimit = 20;
    private const int StepSize = 1_000_000;
    private const int LongestValue = 8 * 1024 * 1024;

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Dictionary<(string Table, long Row), ProxySqlPosition> _positions = [];
    private readonly HashSet<string> _changed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<long> _changedVariables = [];
    private ProxySqlPosition _position;
    private AdminAccess _access = AdminAccess.All;
    private int _steps;

    public AdminDatabase(TableSet tables)
    {
        _connection.Open();
        raw.sqlite3_update_hook(_connection.Handle, (object _, int _, utf8z database, utf8z table, long row) => Note(database.utf8_to_string(), table.utf8_to_string(), row), null);
        raw.sqlite3_progress_handler(_connection.Handle, StepSize, _ => _access != AdminAccess.All && ++_steps > StepLimit ? 1 : 0, null);
        raw.sqlite3_set_authorizer(_connection.Handle, (object _, int action, utf8z table, utf8z _, utf8z database, utf8z _) => AdminAuthorizer.Judge(_access, action, database, table), null);
        // A value, and all of a schema: of what a statement makes, there is no more than that.
        raw.sqlite3_limit(_connection.Handle, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        Execute("PRAGMA max_page_count = 16384");
        foreach (var table in TableCatalog.All) Create(table.Name, table.Sql);
        Create("global_variables", name => $"CREATE TABLE {name} (variable_name VARCHAR NOT NULL PRIMARY KEY COLLATE NOCASE, variable_value VARCHAR NOT NULL)");
        var names = TakenVariables.All.Keys.Concat(OtherVariables.All.Keys).Order(StringComparer.Ordinal);
        Execute($"INSERT INTO main.global_variables VALUES {string.Join(", ", names.Select(name => $"('{name}', '')"))}");
        _positions.Clear();
        Put(tables);
        // An empty table is the same everywhere.
        foreach (var table in TableCatalog.All.Where(table => tables[table].Count > 0).Select(table => table.Name).Append("global_variables"))
        {
            Copy(table, "main", "disk");
            Copy(table, "main", "runtime");
        }

        _changed.Clear();
        _changedVariables.Clear();
    }

    /// <summary>Runs a statement that changes configuration tables.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">Values for its parameters.</param>
    /// <returns>The rows that were changed.</returns>
    /// <exception cref="ProxySqlFormatException">SQLite refuses it; nothing is changed.</exception>
    public int Change(AdminStatement statement, params IEnumerable<SqliteParameter> parameters) =>
        Guarded(AdminAccess.Change, statement, parameters, command => command.ExecuteNonQuery());

    /// <summary>Runs a statement that reads.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">Values for its parameters.</param>
    /// <exception cref="ProxySqlFormatException">SQLite refuses it.</exception>
    public DataTable Select(AdminStatement statement, IEnumerable<SqliteParameter> parameters) =>
        Guarded(AdminAccess.Read, statement, parameters, command =>
        {
            using var reader = command.ExecuteReader();
            return ResultTable.Of(reader);
        });

    /// <summary>Replaces what columns and variables hold that passwords belong in.</summary>
    /// <param name="seal">Gives the mark for a password; a mark for itself.</param>
    public void Seal(Func<string, string> seal)
    {
        var columns = TableCatalog.All.SelectMany(table => table.Columns.Where(column => column.IsSecret).Select(column => (table.Name, Column: column.Name, Where: "1")))
            .Append(("global_variables", "variable_value", $"variable_name IN ({string.Join(", ", SecretVariables.All.Select(name => $"'{name}'"))})"));
        foreach (var (table, column, where) in columns)
        {
            foreach (var (row, values) in Query($"SELECT rowid, {column} FROM main.{table} WHERE {column} IS NOT NULL AND {where}").ToArray())
            {
                if (seal(values[0]!) is var mark && mark != values[0])
                    Execute($"UPDATE main.{table} SET {column} = $p0 WHERE rowid = {row.ToString(CultureInfo.InvariantCulture)}", mark);
            }
        }
    }

    /// <summary>Adds an empty schema.</summary>
    public void Attach(string schema) => Execute($"ATTACH ':memory:' AS {schema}");

    /// <summary>Adds an empty table.</summary>
    public void Create(string table, string columns) => Execute($"CREATE TABLE {table} ({columns})");

    /// <summary>Puts rows in place of all that a table holds.</summary>
    public void Replace(string table, IEnumerable<object?[]> rows)
    {
        Execute($"DELETE FROM {table}");
        foreach (var row in rows)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, i) => $"$p{i}"))})";
            for (var i = 0; i < row.Length; i++) command.Parameters.AddWithValue($"$p{i}", row[i] ?? DBNull.Value);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Whether there is a module of a name.</summary>
    public static bool HasModule(string module) =>
        TableCatalog.All.Any(table => table.Module == module) || TableCatalog.VariableModules.Any(variables => variables.Module == module);

    /// <summary>Sets a variable.</summary>
    /// <returns>Whether there is one of that name.</returns>
    public bool Set(SetStatement statement, ProxySqlPosition position)
    {
        _position = position;
        return Execute("UPDATE main.global_variables SET variable_value = $p0 WHERE variable_name = $p1", statement.Value, statement.Name) > 0;
    }

    /// <summary>Moves a module from one layer to another.</summary>
    /// <param name="module">The module.</param>
    /// <param name="move">From which layer to which.</param>
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

    /// <summary>Begins a transaction that ends with the database: a script is run as a whole or not at all.</summary>
    public void Begin() => Execute("BEGIN");

    /// <summary>The modules that were changed and neither loaded to runtime nor saved to disk since.</summary>
    public IEnumerable<string> FindPending() =>
        TableCatalog.All.Where(table => _changed.Contains(table.Name)).Select(table => table.Module)
            .Concat(TableCatalog.VariableModules.Where(module => VariableRows(module.Prefix).Any(_changedVariables.Contains)).Select(module => module.Module)).Distinct();

    /// <summary>What a layer holds now: <c>main</c>, <c>disk</c> or <c>runtime</c>.</summary>
    public TableSet Read(string layer = "main")
    {
        var tables = new TableSet();
        foreach (var table in TableCatalog.All)
        {
            foreach (var (id, values) in Query($"SELECT rowid, {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {In(layer, table.Name)} ORDER BY rowid"))
                tables.Put(new TableRow(table, values, PositionOf(layer, table.Name, id)));
        }

        // Variables that were never set are empty.
        foreach (var (id, values) in Query($"SELECT rowid, variable_name, variable_value FROM {In(layer, "global_variables")} WHERE variable_value <> ''"))
            tables.Set(new Variable(values[0]!, values[1]!, PositionOf(layer, "global_variables", id)));
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
        _changedVariables.ExceptWith(VariableRows(prefix));
    }

    private IEnumerable<long> VariableRows(string prefix) =>
        Query($"SELECT rowid FROM main.global_variables WHERE variable_name LIKE '{prefix}%'").Select(row => row.Row);

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
        Execute($"DELETE FROM {In(to, table)} {where}");
        Execute($"INSERT INTO {In(to, table)} SELECT * FROM {In(from, table)} {where}");
        // What has been passed on, or taken back, waits for nothing.
        _changed.Remove(table);
    }

    private static string In(string layer, string table) => layer == "runtime" ? $"main.runtime_{table}" : $"{layer}.{table}";

    private ProxySqlPosition PositionOf(string layer, string table, long row) =>
        layer == "main" && _positions.TryGetValue((table, row), out var position) ? position : new ProxySqlPosition(layer, 1, 1);

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
        if (table == "global_variables") _changedVariables.Add(row);
    }

    private T Guarded<T>(AdminAccess access, AdminStatement statement, IEnumerable<SqliteParameter> parameters, Func<SqliteCommand, T> run)
    {
        (_position, _steps, _access) = (statement.Position, 0, access);
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = statement.Text;
            foreach (var parameter in parameters) command.Parameters.Add(parameter);
            return run(command);
        }
        catch (SqliteException e)
        {
            throw new ProxySqlFormatException(statement.Position, AdminHints.Of(e));
        }
        catch (InvalidOperationException)
        {
            throw new ProxySqlFormatException(statement.Position, "A parameter has no value. Text stands in single quotes.");
        }
        finally
        {
            _access = AdminAccess.All;
        }
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
