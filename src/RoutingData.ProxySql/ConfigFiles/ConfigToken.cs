namespace RoutingData.ProxySql.ConfigFiles;

/// <param name="Kind">Its kind.</param>
/// <param name="Text">A name, a string without quotes and escapes, an integer in decimal, else empty.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct ConfigToken(ConfigTokenKind Kind, string Text, ProxySqlPosition Position)
{
    public bool IsScalar => Kind is ConfigTokenKind.String or ConfigTokenKind.Integer or ConfigTokenKind.Float or ConfigTokenKind.Boolean;

    /// <summary>What it is, for messages: never its text, which may be a password.</summary>
    public string Description => Kind switch
    {
        ConfigTokenKind.End => "the end of the file",
        ConfigTokenKind.Name => "a name",
        ConfigTokenKind.String => "a string",
        ConfigTokenKind.Integer or ConfigTokenKind.Float => "a number",
        ConfigTokenKind.Boolean => "true or false",
        ConfigTokenKind.Include => "@include",
        ConfigTokenKind.Assign => "'='",
        ConfigTokenKind.Comma => "','",
        ConfigTokenKind.Semicolon => "';'",
        ConfigTokenKind.OpenGroup => "'{'",
        ConfigTokenKind.CloseGroup => "'}'",
        ConfigTokenKind.OpenList => "'('",
        ConfigTokenKind.CloseList => "')'",
        ConfigTokenKind.OpenArray => "'['",
        _ => "']'",
    };
}
