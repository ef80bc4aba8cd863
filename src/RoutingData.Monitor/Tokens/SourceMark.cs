using RoutingData.Monitor.Gtids;

namespace RoutingData.Monitor.Tokens;

/// <summary>The newest transactions of one source that a writer had committed: two ranges at most, because every server has what came before them.</summary>
/// <param name="Source">Who numbered them: a hash of MySQL's source, or MariaDB's domain and server.</param>
/// <param name="Newest">The newest ones that follow each other.</param>
/// <param name="Before">Those before a gap; empty when there is none, with a first number of 0.</param>
internal readonly record struct SourceMark(ulong Source, GtidRange Newest, GtidRange Before = default)
{
    /// <summary>Whether there is a second range.</summary>
    public bool HasBefore => Before.First > 0;

    /// <summary>The ranges, in order.</summary>
    public GtidRange[] Ranges => HasBefore ? [Before, Newest] : [Newest];

    /// <summary>Returns the newest of sorted ranges; there is one at least.</summary>
    public static SourceMark Of(ulong source, IReadOnlyList<GtidRange> ranges) =>
        new(source, ranges[^1], ranges.Count > 1 ? ranges[^2] : default);

    /// <summary>MariaDB's domain and server as one number.</summary>
    public static ulong SourceOf(uint domain, uint server) => ((ulong)domain << 32) | server;

    /// <summary>Returns what either has.</summary>
    public SourceMark Merge(SourceMark other) => Of(Source, GtidRanges.Joined([.. Ranges, .. other.Ranges]));

    /// <summary>Whether all of another one is in it.</summary>
    public bool Contains(SourceMark other) => Source == other.Source && !GtidRanges.Missing(Ranges, other.Ranges).Any();
}
