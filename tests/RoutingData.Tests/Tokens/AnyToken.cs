using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Tokens;

/// <summary>Tokens at random: a few fleets, a few sources each, numbers small and large, so that they overlap.</summary>
internal static class AnyToken
{
    private static readonly Gen<ulong> Number = Gen.OneOf(
        Gen.Choose(1, 9).Select(number => (ulong)number), Gen.Choose(1, int.MaxValue).Select(number => (ulong)number * 4_000_000_000UL));

    private static readonly Gen<GtidRange> Range =
        from first in Number
        from length in Gen.Choose(0, 5)
        select new GtidRange(first, first + (ulong)length);

    private static readonly Gen<SourceMark> Source =
        from source in Gen.OneOf(Gen.Choose(0, 4).Select(id => (ulong)id), Gen.Constant(ulong.MaxValue), Gen.Constant(SourceMark.SourceOf(7, 3)))
        from ranges in Range.NonEmptyListOf()
        select SourceMark.Of(source, GtidRanges.Joined([.. ranges]));

    private static readonly Gen<FleetMark> Fleet =
        from fleet in Gen.Choose(0, 2)
        from flavor in Gen.Elements(ServerFlavor.MySql, ServerFlavor.MariaDb)
        from sources in Source.NonEmptyListOf()
        select FleetMark.Of((uint)fleet * uint.MaxValue / 2, flavor, sources);

    /// <summary>Two fleets at most, so that two of them are no more than one token holds.</summary>
    public static Gen<ConsistencyToken> Small => Fleet.ListOf().Select(fleets => ConsistencyToken.Of(fleets.Take(2)));

    /// <summary>As many as there may be.</summary>
    public static Gen<ConsistencyToken> Any => Fleet.ListOf().Select(ConsistencyToken.Of);
}
