namespace RoutingData.ProxySql.Mapping;

/// <summary>A variable that becomes a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Min">The least number that ProxySQL takes.</param>
/// <param name="Max">The greatest.</param>
internal sealed record VariableMeaning(string Setting, VariableKind Kind, long Min = 0, long Max = 0);
