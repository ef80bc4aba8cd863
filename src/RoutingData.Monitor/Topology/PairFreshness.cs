using System.Collections.Immutable;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Monitor.Topology;

/// <summary>
/// What is known in one pair of who shows whose writes, under one writer: a new one begins with nothing. Pure. Servers go by their place among
/// the pair's members.
/// </summary>
internal sealed record PairFreshness
{
    // Sessions of before the eighth failover from now know by then.
    private const int MostLosses = 8;

    /// <summary>The state in which nothing is known, and there is no writer.</summary>
    public static PairFreshness None { get; } = new();

    /// <summary>The state in which nothing is known, nor will be.</summary>
    public static PairFreshness Blind { get; } = new() { IsBlind = true };

    /// <summary>The writer that it is about, also after that one was lost; null before there was any.</summary>
    public ServerAddress? Writer { get; private init; }

    /// <summary>The epoch at which it took its role.</summary>
    public long Since { get; private init; }

    /// <summary>Its positions; null while there is none.</summary>
    public WriterTrail? Trail { get; private init; }

    /// <summary>Whether the writer has said that its writes get no GTIDs, so that nothing can be known.</summary>
    public bool IsBlind { get; private init; }

    /// <summary>The moments at which writes may have been lost, the latest last.</summary>
    public ImmutableArray<LostWrites> Losses { get; private init; } = [];

    private ImmutableArray<ReaderFreshness> Readers { get; init; } = [];

    /// <summary>The positions of the writer before, until this one's is known.</summary>
    private WriterTrail? FormerTrail { get; init; }

    /// <summary>The writer, where it is another server than the one before.</summary>
    private string? NewIdentity { get; init; }

    /// <summary>The moment at which the writer's newest fetch began; 0 before the first one.</summary>
    public long FetchedAt => Trail?.Newest.BegunAt ?? 0;

    /// <summary>Returns the moment at which the newest fetch began all of whose transactions a member shows; 0 when none is known.</summary>
    public long UpTo(int member) =>
        member >= Readers.Length ? 0 : Readers[member] is { IsCurrent: true } ? FetchedAt : Readers[member].UpTo;

    /// <summary>Returns the same under the writer that a pair has now.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="members">How many members it has.</param>
    /// <param name="identity">Who its writer is.</param>
    public PairFreshness Under(PairState pair, int members, string? identity) =>
        pair.Writer is not { } writer || (writer == Writer && pair.Since == Since) ? this : new PairFreshness
        {
            Writer = writer,
            Since = pair.Since,
            Readers = Nothing(members),
            Losses = Losses,
            FormerTrail = Trail ?? FormerTrail,
            NewIdentity = writer == Writer ? null : identity,
        };

    /// <summary>Returns what a member said.</summary>
    /// <param name="member">Its place.</param>
    /// <param name="isWriter">Whether it is the writer.</param>
    /// <param name="fetch">What it said.</param>
    public PairFreshness With(int member, bool isWriter, in PositionFetch fetch)
    {
        if (member >= Readers.Length) return this;
        return isWriter ? WithWriter(fetch) : WithReader(member, fetch.Position);
    }

    /// <summary>Returns what the writer said once it was none any more: all that it has committed, for the comparison with its successor. What that one has written
    /// since is not in it, so that it makes no reader fresher.</summary>
    /// <param name="fetch">What it said.</param>
    public PairFreshness WithLast(in PositionFetch fetch) => Trail is { } trail && fetch.Position.CountsWrites
        ? WithWriter(fetch with { BegunAt = trail.Newest.BegunAt + 1 })
        : this;

    /// <summary>Returns what the writer said first on a new connection. If it has come back with less than it had, it is as if it were another one.</summary>
    /// <param name="fetch">What it said.</param>
    public PairFreshness Again(in PositionFetch fetch) =>
        Trail is { } trail && fetch.Position.CountsWrites && LostTransactions.Of(fetch.Position, identity: null, trail.Newest.Position) is not null
            ? this with { FormerTrail = trail, NewIdentity = null, Trail = null, Readers = Nothing(Readers.Length) }
            : this;

    /// <summary>Forgets what is known of a member: it may come back with less than it had. Of the writer, nothing is known at all.</summary>
    public PairFreshness Without(int member, bool isWriter)
    {
        if (isWriter) return Trail is null ? this : this with { Trail = null, Readers = Nothing(Readers.Length) };
        return member >= Readers.Length || Readers[member] == default ? this : this with { Readers = Readers.SetItem(member, default) };
    }

    private static ImmutableArray<ReaderFreshness> Nothing(int members) => [.. new ReaderFreshness[members]];

    private PairFreshness WithWriter(PositionFetch fetch)
    {
        if (!fetch.Position.CountsWrites)
            return IsBlind ? this : this with { IsBlind = true, Trail = null, Readers = Nothing(Readers.Length) };
        if (Trail is not { } trail) return (FormerTrail is { } former ? Compared(former, fetch) : this).Seen(new WriterTrail(fetch));
        if (fetch.BegunAt < trail.Newest.BegunAt) return this;
        var next = trail.With(fetch);
        return fetch.Position.IsAsWrittenAs(trail.Newest.Position) ? this with { Trail = next } : Seen(next);
    }

    private PairFreshness Compared(WriterTrail former, PositionFetch fetch)
    {
        var losses = LostTransactions.Of(fetch.Position, NewIdentity, former.Newest.Position) is null
            ? Losses
            : Losses.Add(new LostWrites(former.NewestKeptBy(fetch.Position, NewIdentity), fetch.BegunAt));
        return this with { FormerTrail = null, Losses = losses.Length > MostLosses ? losses.RemoveAt(0) : losses };
    }

    // A new position: a server that showed the one before shows that one still, and one that has reported the new one already shows it.
    private PairFreshness Seen(WriterTrail trail)
    {
        var readers = Readers.ToBuilder();
        for (var member = 0; member < readers.Count; member++)
        {
            if (readers[member] is not { Last: { } last }) continue;
            var shows = string.Equals(last.Applied.Text, trail.Newest.Position.Written.Text, StringComparison.Ordinal);
            readers[member] = new ReaderFreshness(UpTo(member), shows, last);
        }

        return this with { IsBlind = false, Trail = trail, Readers = readers.MoveToImmutable() };
    }

    private PairFreshness WithReader(int member, ServerPosition position)
    {
        var before = Readers[member];
        if (Trail is not { } trail) return before.Last is null ? this with { Readers = Readers.SetItem(member, new(0, false, position)) } : this;
        if (before.IsCurrent)
        {
            return string.Equals(before.Last!.Applied.Text, position.Applied.Text, StringComparison.Ordinal)
                ? this
                : this with { Readers = Readers.SetItem(member, before with { Last = position }) };
        }

        var upTo = trail.NewestShownBy(position);
        var after = new ReaderFreshness(Math.Max(before.UpTo, upTo), upTo == trail.Newest.BegunAt, position);
        return after == before ? this : this with { Readers = Readers.SetItem(member, after) };
    }
}
