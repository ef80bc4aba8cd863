namespace RoutingData.ProxySql.Tables;

/// <summary>The kinds of columns that ProxySQL's tables have.</summary>
internal static class Columns
{
    public static Column Text(string name, string? initial = null) => new(name, ColumnKind.Text, initial);

    public static Column Number(string name, string? initial, long min, long max) => new(name, ColumnKind.Integer, initial) { Min = min, Max = max };

    public static Column Switch(string name, string? initial) => Number(name, initial, 0, 1);

    public static Column Hostgroup(string name, long min) => Number(name, null, min, int.MaxValue);
}
