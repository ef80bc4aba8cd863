using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Tests.Mapping;

/// <summary>The lists of what becomes of what have no holes, and name settings that exist.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Every_column_has_a_meaning() => Assert.Equal(
        TableCatalog.All.Where(table => table.Reason is null).SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")).Order(StringComparer.Ordinal),
        ColumnMeanings.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_exist() => Assert.All(
        ColumnMeanings.All.Values.Select(meaning => meaning.Setting).OfType<string>().Concat(TakenVariables.All.Values.Select(meaning => meaning.Setting)),
        setting => Assert.True(Exists(typeof(RoutingOptions), setting.Split(':')), setting));

    [Fact]
    public void What_becomes_no_setting_has_a_reason()
    {
        Assert.All(ColumnMeanings.All.Values.Where(meaning => meaning.Setting is null), meaning => Assert.False(string.IsNullOrWhiteSpace(meaning.Reason)));
        Assert.All(OtherVariables.All.Values, meaning => Assert.False(string.IsNullOrWhiteSpace(meaning.Reason)));
        Assert.Empty(OtherVariables.All.Keys.Intersect(TakenVariables.All.Keys));
    }

    private static bool Exists(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return true;
        if (type.GetProperty(path[0])?.PropertyType is not { } property) return false;
        return Exists(property.IsGenericType && Nullable.GetUnderlyingType(property) is null ? property.GenericTypeArguments[0] : property, path[1..]);
    }
}
