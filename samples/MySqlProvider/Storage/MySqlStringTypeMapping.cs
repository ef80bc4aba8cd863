using System.Data;
using Microsoft.EntityFrameworkCore.Storage;

namespace MySqlProvider.Storage;

/// <summary>Text, whose literals are also safe where a backslash escapes.</summary>
internal sealed class MySqlStringTypeMapping : StringTypeMapping
{
    public MySqlStringTypeMapping(string storeType, int? size)
        : base(storeType, System.Data.DbType.String, unicode: true, size)
    {
    }

    private MySqlStringTypeMapping(RelationalTypeMappingParameters parameters)
        : base(parameters)
    {
    }

    protected override RelationalTypeMapping Clone(RelationalTypeMappingParameters parameters) => new MySqlStringTypeMapping(parameters);

    protected override string EscapeSqlLiteral(string literal) =>
        base.EscapeSqlLiteral(literal).Replace("\\", "\\\\", StringComparison.Ordinal);
}
