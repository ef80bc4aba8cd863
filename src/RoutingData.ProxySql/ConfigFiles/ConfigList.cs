using System.Collections.Immutable;

namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Values in parentheses, or scalars of one type in brackets.</summary>
/// <param name="Items">The values, in their order.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record ConfigList(ImmutableArray<ConfigValue> Items, ProxySqlPosition Position) : ConfigValue(Position)
{
    public override string Description => "a list";
}
