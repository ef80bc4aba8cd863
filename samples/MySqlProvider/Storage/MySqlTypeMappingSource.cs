using System.Data;
using Microsoft.EntityFrameworkCore.Storage;

namespace MySqlProvider.Storage;

/// <summary>The types that the sample and the tests use.</summary>
internal sealed class MySqlTypeMappingSource(
    TypeMappingSourceDependencies dependencies, RelationalTypeMappingSourceDependencies relationalDependencies)
    : RelationalTypeMappingSource(dependencies, relationalDependencies)
{
    private readonly Dictionary<Type, RelationalTypeMapping> _byType = new()
    {
        [typeof(bool)] = new BoolTypeMapping("tinyint(1)", DbType.Boolean),
        [typeof(short)] = new ShortTypeMapping("smallint", DbType.Int16),
        [typeof(int)] = new IntTypeMapping("int", DbType.Int32),
        [typeof(long)] = new LongTypeMapping("bigint", DbType.Int64),
        [typeof(double)] = new DoubleTypeMapping("double", DbType.Double),
        [typeof(decimal)] = new DecimalTypeMapping("decimal(18,2)", DbType.Decimal, precision: 18, scale: 2),
        [typeof(DateTime)] = new DateTimeTypeMapping("datetime(6)", DbType.DateTime),
    };

    protected override RelationalTypeMapping? FindMapping(in RelationalTypeMappingInfo mappingInfo)
    {
        if (mappingInfo.ClrType == typeof(string)) return Text(mappingInfo);
        return mappingInfo.ClrType is { } type && _byType.TryGetValue(type, out var mapping) ? mapping : base.FindMapping(mappingInfo);
    }

    // A key must fit into an index.
    private static MySqlStringTypeMapping Text(in RelationalTypeMappingInfo mappingInfo) =>
        mappingInfo.Size is { } size ? new($"varchar({size})", size)
        : mappingInfo.IsKeyOrIndex ? new("varchar(255)", 255)
        : new("longtext", null);
}
