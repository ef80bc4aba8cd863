namespace RoutingData.Statements;

/// <summary>What keeps statements on the servers.</summary>
internal enum StoredDefinitionKind : byte
{
    View,
    Trigger,
    Function,
    Procedure,
}
