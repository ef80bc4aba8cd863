namespace RoutingData.Statements;

/// <summary>A view, trigger or routine, as a server has it or as a text defines it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Schema">Its schema; empty for the session's own.</param>
/// <param name="Name">Its name; of a trigger the name of its table.</param>
/// <param name="Text">The view's query, or the body; null where the user may not see it.</param>
internal sealed record StoredDefinition(StoredDefinitionKind Kind, string Schema, string Name, string? Text)
{
    /// <summary>How the text is to be read.</summary>
    public SqlModes Modes { get; init; }

    /// <summary>The text is in another language than is read here: JavaScript, or Oracle's.</summary>
    public bool IsForeign { get; init; }
}
