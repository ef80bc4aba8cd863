using System.Collections.Immutable;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Settings in braces, or all of a file.</summary>
/// <param name="Settings">The settings, in their order; no two share a name.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record ConfigGroup(ImmutableArray<ConfigSetting> Settings, ProxySqlPosition Position) : ConfigValue(Position)
{
    public override string Description => "a group";
}
