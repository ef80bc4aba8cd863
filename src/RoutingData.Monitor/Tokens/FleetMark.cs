using System.Collections.Immutable;

namespace RoutingData.Monitor.Tokens;

/// <summary>What the writer of one fleet had committed at a moment, in the few bytes that a token has for it.</summary>
/// <param name="Fleet">Whose it is: a hash of the writer's address, or of the name that the fleet was given.</param>
/// <param name="Flavor">The servers' flavor.</param>
/// <param name="Sources">Its transactions by source, in the order of the sources; <see cref="MostSources"/> at most.</param>
internal sealed record FleetMark(uint Fleet, ServerFlavor Flavor, ImmutableArray<SourceMark> Sources)
{
    /// <summary>More sources than these are not kept.</summary>
    public const int MostSources = 6;

    /// <summary>What distinguishes it from the others of one token.</summary>
    public ulong Key => ((ulong)Fleet << 1) | (uint)Flavor;

    /// <summary>Returns a mark of sources in any order, of which several may be the same: of too many those with the highest numbers stay, which are the
    /// ones that are written to.</summary>
    public static FleetMark Of(uint fleet, ServerFlavor flavor, IEnumerable<SourceMark> sources)
    {
        var kept = sources
            .GroupBy(source => source.Source).Select(same => same.Aggregate((left, right) => left.Merge(right)))
            .OrderByDescending(source => source.Newest.Last).ThenBy(source => source.Source).Take(MostSources);
        return new FleetMark(fleet, flavor, [.. kept.OrderBy(source => source.Source)]);
    }

    /// <summary>Returns what either has; both are of one fleet.</summary>
    public FleetMark Merge(FleetMark other) => Of(Fleet, Flavor, Sources.Concat(other.Sources));

    /// <summary>Whether all of another one is in it.</summary>
    public bool Contains(FleetMark other) =>
        Key == other.Key && other.Sources.All(wanted => Sources.Any(source => source.Contains(wanted)));

    public bool Equals(FleetMark? other) => other is not null && Key == other.Key && Sources.AsSpan().SequenceEqual(other.Sources.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Key, Sources.Length, Sources.IsEmpty ? default : Sources[0]);
}
