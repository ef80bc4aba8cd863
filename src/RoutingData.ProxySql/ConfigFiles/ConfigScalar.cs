namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>A string, a number or a switch.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Text">The string; a number in decimal; <c>true</c> or <c>false</c>.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record ConfigScalar(ConfigTokenKind Kind, string Text, ProxySqlPosition Position) : ConfigValue(Position)
{
    public override string Description => new ConfigToken(Kind, "", Position).Description;
}
