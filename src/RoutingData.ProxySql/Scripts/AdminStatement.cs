namespace RoutingData.ProxySql.Scripts;

/// <summary>A statement of the admin interface.</summary>
/// <param name="Text">Its text, without comments and without the semicolon.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record AdminStatement(string Text, ProxySqlPosition Position)
{
    /// <summary>Its words in upper case, as far as they count for what kind it is.</summary>
    public string[] Words { get; } = Text.ToUpperInvariant().Split((char[]?)null, 8, StringSplitOptions.RemoveEmptyEntries);
}
