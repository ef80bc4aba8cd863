using System.Globalization;
using System.Text;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Writes tables as a configuration file, which is read back to the same tables.</summary>
internal static class ConfigWriter
{
    public static string Write(TableSet tables)
    {
        var text = new StringBuilder();
        foreach (var (_, prefix) in TableCatalog.VariableModules) WriteVariables(tables, prefix, text);
        foreach (var table in TableCatalog.All.Where(table => tables[table].Count > 0))
        {
            var rows = tables[table].Select(row => $"    {{ {string.Join(", ", Settings(row))} }}");
            text.Append(CultureInfo.InvariantCulture, $"{table.Name} =\n(\n{string.Join(",\n", rows)}\n)\n\n");
        }

        return text.ToString();
    }

    private static void WriteVariables(TableSet tables, string prefix, StringBuilder text)
    {
        var variables = tables.Variables.Where(variable => variable.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsName(variable.Name[prefix.Length..])).ToArray();
        if (variables.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"{prefix[..^1]}_variables =\n{{\n");
        foreach (var variable in variables) text.Append(CultureInfo.InvariantCulture, $"    {variable.Name[prefix.Length..]} = {Quoted(variable.Value)}\n");
        text.Append("}\n\n");
    }

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static IEnumerable<string> Settings(TableRow row) =>
        from i in Enumerable.Range(0, row.Values.Length)
        let column = row.Table.Columns[i]
        let value = row.Values[i]
        // Where nothing is the default, a file has no way of saying an empty text.
        where value is not null && !(value.Length == 0 && column is { Kind: ColumnKind.Text, Default: null, IsSecret: false, IsRequired: false })
        select $"{column.Name} = {(column.Kind == ColumnKind.Integer ? value : Quoted(value))}";

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (c < ' ') text.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else text.Append(c);
        }

        return text.Append('"').ToString();
    }
}
