using System.Collections.Immutable;

namespace RoutingData.Monitor.Tokens;

/// <summary>The marks of several fleets, as a token holds them: one a fleet, in order. Pure.</summary>
internal static class FleetMarks
{
    /// <summary>The most fleets; any others are left out.</summary>
    public const int MostFleets = 4;

    /// <summary>Marks in any order, those of one fleet made one; of too many the first stay.</summary>
    public static ImmutableArray<FleetMark> Of(IEnumerable<FleetMark> marks) =>
    [
        .. marks.Where(mark => !mark.Sources.IsEmpty).GroupBy(mark => mark.Key)
            .Select(same => same.Aggregate((left, right) => left.Merge(right)))
            .Take(MostFleets).OrderBy(mark => mark.Key),
    ];

    /// <summary>Whether all of <paramref name="inner"/> is in <paramref name="outer"/>.</summary>
    public static bool Contain(ImmutableArray<FleetMark> outer, ImmutableArray<FleetMark> inner) =>
        inner.All(wanted => outer.Any(mark => mark.Contains(wanted)));
}
