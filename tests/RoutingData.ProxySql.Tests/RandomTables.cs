using System.Globalization;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Tests;

/// <summary>Tables with anything in them that they may hold.</summary>
internal static class RandomTables
{
    private static readonly string[] Texts =
    [
        "db001", "^SELECT\\s+\"x\"$", "", "a\\", "\\x41", "\\", "# no comment", "it's", "line\nline\ttab\r", "\u0001\u001f\u007f", "été 日本 😀", "{ ( [ ] ) } = ; ,", "NULL", "-1",
    ];

    public static TableSet Of(int seed)
    {
        var random = new Random(seed);
        var tables = new TableSet();
        foreach (var table in TableCatalog.All)
        {
            for (var rows = random.Next(4); rows > 0; rows--)
                tables.Put(new TableRow(table, [.. table.Columns.Select(column => Value(column, random))], new ProxySqlPosition("random", 1, 1)));
        }

        foreach (var name in new[] { "mysql-threads", "mysql-monitor_password", "admin-web_port", "mysql-max_connections" })
            if (random.Next(2) == 0) tables.Set(new Variable(name, Text(random), new ProxySqlPosition("random", 1, 1)));
        return tables;
    }

    /// <summary>All that tables hold.</summary>
    public static string Shown(this TableSet tables) => string.Join('\n',
        TableCatalog.All.SelectMany(table => tables[table]).Select(row => $"{row.Table.Name}: {string.Join(" | ", row.Values.Select(value => value ?? "<null>"))}")
            .Concat(tables.Variables.Select(variable => $"{variable.Name} = {variable.Value}")));

    private static string? Value(Column column, Random random)
    {
        if (column is { IsRequired: false, Default: null, IsKey: false } && random.Next(2) == 0) return null;
        if (column.Choices.Length > 0) return column.Choices[random.Next(column.Choices.Length)];
        if (column.Kind == ColumnKind.Integer)
            return random.NextInt64(Math.Max(column.Min, -1), Math.Min(column.Max, int.MaxValue) + 1).ToString(CultureInfo.InvariantCulture);
        var text = Text(random);
        // Where nothing is the default, a file has no way of saying an empty text.
        return text.Length == 0 && column is { Default: null, IsSecret: false, IsRequired: false } ? "x" : text;
    }

    private static string Text(Random random) => random.Next(3) == 0
        ? new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(' ', '~' + 1))])
        : Texts[random.Next(Texts.Length)];
}
