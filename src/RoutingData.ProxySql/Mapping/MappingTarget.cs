using System.Globalization;
using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Where the settings and the warnings of an import go.</summary>
internal sealed class MappingTarget(WarningList warnings)
{
    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string?> Settings => _settings;

    public void Set(string key, string? value)
    {
        if (value is not null) _settings[key] = value;
    }

    public void Set(string key, int? value) => Set(key, value?.ToString(CultureInfo.InvariantCulture));

    public void Set(string key, bool value) => Set(key, value ? "true" : "false");

    public void Warn(ProxySqlWarningKind kind, string key, string reason, ProxySqlPosition position) => warnings.Add(kind, key, reason, position);

    /// <summary>Says of each column that has no setting, and in which the row says something, why.</summary>
    public void WarnOfColumns(TableRow row)
    {
        foreach (var column in row.Table.Columns)
        {
            if (ColumnMeanings.All[$"{row.Table.Name}.{column.Name}"] is { Setting: null } && row.Says(column.Name)) Warn(row, column.Name);
        }
    }

    /// <summary>Says of a column what its meaning says.</summary>
    public void Warn(TableRow row, string column)
    {
        var meaning = ColumnMeanings.All[$"{row.Table.Name}.{column}"];
        Warn(meaning.Kind, $"{row.Table.Name}.{column}", meaning.Reason!, row.Position);
    }
}
