using System.Collections.Immutable;

namespace RoutingData.ProxySql.Tables;

/// <summary>A configuration table of ProxySQL's.</summary>
/// <param name="Name">Its name in admin SQL and in configuration files.</param>
/// <param name="Module">What LOAD and SAVE call it together with others: <c>MYSQL SERVERS</c>.</param>
/// <param name="Columns">Its columns, in ProxySQL 2.7's order.</param>
internal sealed record TableDefinition(string Name, string Module, ImmutableArray<Column> Columns)
{
    /// <summary>Why the table as a whole is not taken over; <see langword="null"/> when it is.</summary>
    public string? Reason { get; init; }

    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
            if (Columns[i].Name.Equals(column, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>The column that a configuration file calls by a name.</summary>
    public int IndexInFile(string name)
    {
        for (var i = 0; i < Columns.Length; i++)
            if (name == Columns[i].Name || name == Columns[i].FileName) return i;
        return -1;
    }

    /// <summary>CREATE TABLE, under a name of the caller's.</summary>
    public string Sql(string name)
    {
        // ProxySQL numbers rules by itself when an INSERT does not.
        if (Columns is [{ IsKey: true, Kind: ColumnKind.Integer, IsRequired: false, Default: null } id, ..])
            return $"CREATE TABLE {name} ({id.Name} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {string.Join(", ", Columns.Skip(1).Select(column => column.Sql()))})";
        var key = string.Join(", ", Columns.Where(column => column.IsKey).Select(column => column.Name));
        return $"CREATE TABLE {name} ({string.Join(", ", Columns.Select(column => column.Sql()))}, PRIMARY KEY ({key}))";
    }
}
