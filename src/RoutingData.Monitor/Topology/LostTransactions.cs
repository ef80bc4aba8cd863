using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Monitor.Topology;

/// <summary>What a new writer lacks of what the one before it had committed: by server too, for numbers alone lie once the new one has passed
/// them. Pure.</summary>
internal static class LostTransactions
{
    /// <summary>Describes in a few words what is missing; null when nothing is, as far as it can be known.</summary>
    /// <param name="position">The new writer's position.</param>
    /// <param name="identity">Who that is, where it is another server than the former one: what it wrote itself it has, whenever it was asked.</param>
    /// <param name="former">The former writer's.</param>
    public static string? Of(ServerPosition position, string? identity, ServerPosition former)
    {
        if (position.Written.Flavor != former.Written.Flavor) return null;
        if (former.Written.Flavor == ServerFlavor.MySql)
        {
            if (position.Written.BySource is not { } own || former.Written.BySource is not { } wanted) return null;
            var lacks = wanted.Any(source => !IsOwn(source.Key, identity) &&
                GtidRanges.Missing(own.TryGetValue(source.Key, out var held) ? held : [], source.Value).Any());
            return lacks ? position.Written.Lack(former.Written) : null;
        }

        var all = PositionMarks.All(former);
        var others = all with { Sources = all.Sources.RemoveAll(source => identity is not null && PositionMarks.IsOwn(source.Source, all.Flavor, identity)) };
        return PositionMarks.Of(position, others) == Holding.Lacks ? PositionMarks.Lack(position, others) : null;
    }

    private static bool IsOwn(string source, string? identity) => identity is not null && source.StartsWith(identity, StringComparison.OrdinalIgnoreCase);
}
