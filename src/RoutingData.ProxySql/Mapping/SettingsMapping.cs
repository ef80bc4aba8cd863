using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Turns what ProxySQL's tables say into RoutingData's settings.</summary>
internal static class SettingsMapping
{
    /// <summary>The settings, with keys below the section: <c>Servers:0:Port</c>.</summary>
    /// <exception cref="ProxySqlFormatException">The user that the options ask for is not there.</exception>
    public static IReadOnlyDictionary<string, string?> Of(TableSet tables, ProxySqlOptions options, WarningList warnings)
    {
        var target = new MappingTarget(warnings);
        VariableMapping.Write(tables, target);
        var pairs = PairMapping.Of(tables, target);
        ServerMapping.Write(tables, pairs, target);
        var user = UserMapping.Choose(tables, options.Username, target);
        UserMapping.Write(user, tables, target);

        var fallback = DefaultHostgroup.Of(user, tables, pairs, target);
        if (tables[ServerTables.Servers].Count > 0 || user is not null) target.Set("DefaultHostgroup", fallback.Writer);
        PairMapping.Write(fallback.PairOf(tables, pairs, target) is { } pair ? [pair] : pairs, target);
        RuleMapping.Write(tables, fallback, options, target);
        foreach (var row in TableCatalog.All.Where(table => table.Reason is not null).SelectMany(table => tables[table]))
            target.Warn(ProxySqlWarningKind.NotSupported, row.Table.Name, row.Table.Reason!, row.Position);
        return target.Settings;
    }
}
