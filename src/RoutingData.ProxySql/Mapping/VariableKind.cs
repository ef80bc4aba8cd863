namespace RoutingData.ProxySql.Mapping;

/// <summary>What a variable that becomes a setting holds.</summary>
internal enum VariableKind
{
    Text,
    Number,
    Switch,
}
