using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Puts what a configuration file says into ProxySQL's tables.</summary>
/// <param name="tables">The tables.</param>
/// <param name="warnings">Where it goes that no table has a place for.</param>
internal sealed class FileTables(TableSet tables, WarningList warnings)
{
    private static readonly string[] VariableGroups = ["mysql_variables", "admin_variables"];

    /// <exception cref="ProxySqlFormatException">A value is of the wrong type or out of its range, or a row lacks what it must say.</exception>
    public void Read(ConfigGroup file)
    {
        foreach (var setting in file.Settings)
        {
            if (VariableGroups.Contains(setting.Name)) ReadVariables(setting);
            else if (TableCatalog.Find(setting.Name == "restapi" ? "restapi_routes" : setting.Name) is { } table) ReadTable(table, setting);
            else if (GeneralSettings.All.TryGetValue(setting.Name, out var meaning)) warnings.Add(meaning.Kind, setting.Name, meaning.Reason!, setting.Position);
            else warnings.Add(ProxySqlWarningKind.Unknown, setting.Name, "ProxySQL 2.7 has no such setting, and passes over it.", setting.Position);
        }
    }

    private void ReadVariables(ConfigSetting group)
    {
        if (group.Value is not ConfigGroup variables) throw Expected(group.Name, "a group in braces", group.Value);
        var prefix = group.Name.Split('_')[0];
        foreach (var variable in variables.Settings)
        {
            var name = $"{prefix}-{variable.Name}";
            if (variable.Value is not ConfigScalar scalar) throw Expected(name, "a string, a number, true or false", variable.Value);
            tables.Set(new Variable(name, scalar.Text, variable.Position));
        }
    }

    private void ReadTable(TableDefinition table, ConfigSetting setting)
    {
        if (setting.Value is not ConfigList rows) throw Expected(setting.Name, "a list of groups: ( { ... }, { ... } )", setting.Value);
        foreach (var item in rows.Items)
        {
            if (item is not ConfigGroup group) throw Expected(setting.Name, "a group in braces", item);
            if (table == RuleTables.Rules && group.Settings.All(column => column.Name != "rule_id"))
            {
                warnings.Add(
                    ProxySqlWarningKind.NotSupported, "mysql_query_rules.rule_id", "ProxySQL passes over a rule without rule_id in a file; give it one.", group.Position);
                continue;
            }

            if (tables.Put(new TableRow(table, Values(table, group), group.Position)))
            {
                warnings.Add(
                    ProxySqlWarningKind.Adjusted, table.Name, "A row with the same primary key came before, and this one replaces it, as in ProxySQL.", group.Position);
            }
        }
    }

    private string?[] Values(TableDefinition table, ConfigGroup group)
    {
        var values = table.Columns.Select(column => column.FileDefault ?? column.Default).ToArray();
        foreach (var setting in group.Settings)
        {
            var key = $"{table.Name}.{setting.Name}";
            var index = table.IndexInFile(setting.Name);
            if (index < 0)
            {
                warnings.Add(ProxySqlWarningKind.Unknown, key, "ProxySQL 2.7 has no such column, and passes over it.", setting.Position);
                continue;
            }

            if (setting.Value is not ConfigScalar scalar) throw Expected(key, "a string or a number", setting.Value);
            values[index] = ValueOf(table.Columns[index], scalar);
            if (table.Columns[index].FaultOf(values[index]) is { } fault) throw new ProxySqlFormatException(scalar.Position, $"{key}: {fault}");
        }

        if (Array.FindIndex([.. table.Columns], column => column.IsRequired && values[table.IndexOf(column.Name)] is null) is >= 0 and var missing)
            throw new ProxySqlFormatException(group.Position, $"{table.Name}: {table.Columns[missing].FileName ?? table.Columns[missing].Name} is missing.");
        return values;
    }

    private static string? ValueOf(Column column, ConfigScalar scalar) => (column.Kind, scalar.Kind) switch
    {
        (ColumnKind.Integer, ConfigTokenKind.Boolean) => scalar.Text == "true" ? "1" : "0",
        // An empty number is none: ProxySQL's lookup fails, and the default stays.
        (ColumnKind.Integer, ConfigTokenKind.String) when scalar.Text.Length == 0 => column.FileDefault ?? column.Default,
        (ColumnKind.Integer, ConfigTokenKind.Integer) when scalar.Text == "-1" && column.Min == 0 && column.Default is null => null,
        // What a file leaves empty is what it does not say.
        (ColumnKind.Text, _) when scalar.Text.Length == 0 && column is { Default: null, IsSecret: false, IsRequired: false } => null,
        (ColumnKind.Text, _) when column.Choices.Length > 0 && scalar.Text.Length == 0 => column.Default,
        _ => scalar.Text,
    };

    private static ProxySqlFormatException Expected(string name, string expected, ConfigValue value) =>
        new(value.Position, $"{name} is {value.Description} where {expected} is expected.");
}
