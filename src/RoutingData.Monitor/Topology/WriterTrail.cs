using System.Collections.Immutable;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// The positions of one writer, oldest first: all of the newest ones, and of the older ones ever fewer, so that a reader that is a second late
/// is found in it as well as one that is a millisecond late. Immutable, and small whatever the rate of fetches.
/// </summary>
internal sealed class WriterTrail
{
    // Distances between neighbours grow with their age, by about a fifth each: enough for an hour.
    private const int Most = 48;
    private const int Dense = 8;

    private readonly ImmutableArray<PositionFetch> _former;

    private WriterTrail(ImmutableArray<PositionFetch> former, PositionFetch newest)
    {
        _former = former;
        Newest = newest;
    }

    /// <summary>Creates a trail that begins now.</summary>
    public WriterTrail(PositionFetch first)
        : this([], first)
    {
    }

    public PositionFetch Newest { get; }

    public int Count => _former.Length + 1;

    /// <summary>Returns the trail with one more fetch. One that set out before the newest brings nothing new; one that says the same takes its
    /// place.</summary>
    public WriterTrail With(PositionFetch fetch)
    {
        if (fetch.BegunAt < Newest.BegunAt) return this;
        return fetch.BegunAt == Newest.BegunAt || fetch.Position.IsAsWrittenAs(Newest.Position)
            ? new WriterTrail(_former, fetch)
            : new WriterTrail(Thinned(_former.Add(Newest), fetch.BegunAt), fetch);
    }

    /// <summary>Returns the moment at which the newest fetch began all of whose transactions a server shows; 0 when there is none.</summary>
    public long NewestShownBy(ServerPosition position)
    {
        if (position.Shows(Newest.Position)) return Newest.BegunAt;
        // What shows one shows all that came before it.
        var (shown, missing) = (-1, _former.Length);
        while (missing - shown > 1)
        {
            var middle = (shown + missing) / 2;
            if (position.Shows(_former[middle].Position)) shown = middle;
            else missing = middle;
        }

        return shown < 0 ? 0 : _former[shown].BegunAt;
    }

    /// <summary>Returns the moment at which the oldest fetch began that has all of a mark from another process; 0 when there is none.</summary>
    public long OldestWith(FleetMark mark)
    {
        if (PositionMarks.Of(Newest.Position, mark) != Holding.Has) return 0;
        // What has it once has it ever after.
        var (without, with) = (-1, _former.Length);
        while (with - without > 1)
        {
            var middle = (without + with) / 2;
            if (PositionMarks.Of(_former[middle].Position, mark) == Holding.Has) with = middle;
            else without = middle;
        }

        return (with == _former.Length ? Newest : _former[with]).BegunAt;
    }

    /// <summary>Returns the moment at which the newest fetch began of which a new writer lacks nothing; 0 when there is none.</summary>
    /// <param name="position">That one's position.</param>
    /// <param name="identity">As for <see cref="LostTransactions.Of"/>.</param>
    public long NewestKeptBy(ServerPosition position, string? identity)
    {
        for (var at = _former.Length - 1; at >= 0; at--)
        {
            if (LostTransactions.Of(position, identity, _former[at].Position) is null) return _former[at].BegunAt;
        }

        return 0;
    }

    // Leaves out the one whose neighbours are the closest for their age.
    private static ImmutableArray<PositionFetch> Thinned(ImmutableArray<PositionFetch> fetches, long now)
    {
        if (fetches.Length < Most) return fetches;
        var (least, at) = (double.MaxValue, 1);
        for (var i = 1; i < fetches.Length - Dense; i++)
        {
            var gap = (fetches[i + 1].BegunAt - fetches[i - 1].BegunAt) / (double)(now - fetches[i].BegunAt);
            if (gap < least) (least, at) = (gap, i);
        }

        return fetches.RemoveAt(at);
    }
}
