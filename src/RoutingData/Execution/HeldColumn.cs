using System.Data.Common;

namespace RoutingData.Execution;

/// <summary>What a held result knows of a column.</summary>
internal sealed class HeldColumn : DbColumn
{
    public HeldColumn(int ordinal, string name, Type type, string typeName) =>
        (ColumnOrdinal, ColumnName, DataType, DataTypeName, AllowDBNull) = (ordinal, name, type, typeName, true);
}
