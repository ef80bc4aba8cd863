namespace RoutingData.ProxySql.Tables;

/// <summary>What is configured: the rows of all tables, and the variables. It belongs to one import, and grows with what that reads.</summary>
internal sealed class TableSet
{
    private readonly Dictionary<TableDefinition, List<TableRow>> _rows = TableCatalog.All.ToDictionary(table => table, _ => new List<TableRow>());
    private readonly Dictionary<TableDefinition, Dictionary<string, int>> _places =
        TableCatalog.All.ToDictionary(table => table, _ => new Dictionary<string, int>(StringComparer.Ordinal));

    private readonly SortedDictionary<string, Variable> _variables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The variables that were set, by name.</summary>
    public IEnumerable<Variable> Variables => _variables.Values;

    /// <summary>The rows of a table, in the order in which they came.</summary>
    public IReadOnlyList<TableRow> this[TableDefinition table] => _rows[table];

    public Variable? FindVariable(string name) => _variables.GetValueOrDefault(name);

    /// <summary>Sets a variable; one that was set before is replaced.</summary>
    public void Set(Variable variable) => _variables[variable.Name] = variable;

    /// <summary>Adds a row, in place of one with the same primary key, as ProxySQL does when it reads a file.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Put(TableRow row)
    {
        var rows = _rows[row.Table];
        if (_places[row.Table].TryGetValue(row.Key, out var place))
        {
            rows[place] = row;
            return true;
        }

        _places[row.Table].Add(row.Key, rows.Count);
        rows.Add(row);
        return false;
    }
}
