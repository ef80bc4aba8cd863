namespace RoutingData.ProxySql.Tables;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    Integer,
    Text,
}
