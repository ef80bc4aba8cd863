namespace RoutingData.Testing.Simulation;

/// <summary>One token of a statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string or a quoted name, what is inside the quotes.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text)
{
    public bool Is(string word) =>
        Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a token is.</summary>
internal enum SqlTokenKind
{
    End,
    Word,
    QuotedName,
    Number,
    Text,
    SystemVariable,
    UserVariable,
    Placeholder,
    Symbol,
}
