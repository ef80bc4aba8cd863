using System.Data.Common;
using System.Diagnostics;

namespace RoutingData.Bench.Results.Checks;

/// <summary>Says of reads that a strike met whether each was whole, or ended with an error that callers catch. Pure.</summary>
internal static class ResultJudge
{
    // For what a caller that catches DbException does not catch.
    private const string Star = "*";

    public static bool IsNoDbException(string kind) => kind.StartsWith(Star, StringComparison.Ordinal);

    /// <summary>Judges the reads of one way to the servers.</summary>
    /// <param name="through">The router, or the bare driver.</param>
    /// <param name="ends">All reads that have ended, of all ways.</param>
    /// <param name="stuck">Those that never have.</param>
    /// <param name="struck">When the server was struck.</param>
    /// <param name="until">When patience was over: what had not ended by then hung.</param>
    public static StrikeResult Judge(string through, IEnumerable<ReadEnd> ends, IEnumerable<ReadUnderWay> stuck, long struck, long until)
    {
        var own = ends.Where(end => end.Through == through).ToList();
        var met = own.Where(end => end.Begun <= struck && end.Ended > struck).ToList();
        var inTime = met.Where(end => end.Ended <= until).ToList();
        var failed = inTime.Where(end => end.Error is not null).ToList();
        var hanging = met.Where(end => end.Ended > until).Select(end => end.Kind)
            .Concat(stuck.Where(read => read.Through == through && read.Begun <= struck).Select(read => read.Kind)).ToList();
        return new StrikeResult
        {
            Through = through,
            UnderWay = inTime.Count + hanging.Count,
            Whole = inTime.Count(end => end is { Wrong: null, Error: null }),
            DbErrors = Kinds(failed.Where(end => end.Error is DbException)),
            OtherErrors = Kinds(failed.Where(end => end.Error is not DbException)),
            Hanging = [.. hanging.Order(StringComparer.Ordinal)],
            ToError = [.. failed.Select(end => Math.Round(Stopwatch.GetElapsedTime(struck, end.Ended).TotalMilliseconds, 1))],
            LaterErrors = Kinds(own.Where(end => end.Error is not null && (end.Begun > struck || end.Ended > until))),
            Wrong = [.. own.Where(end => end.Wrong is not null).Select(Describe)],
            WrongInSilence = own.Count(end => end is { Wrong: not null, Error: null }),
        };
    }

    private static string Describe(ReadEnd end) => $"{end.Kind}: {end.Wrong}; then {(end.Error is { } error ? Kind(error) : "no error")}";

    private static SortedDictionary<string, int> Kinds(IEnumerable<ReadEnd> ends) =>
        new(ends.CountBy(end => Kind(end.Error!)).ToDictionary(), StringComparer.Ordinal);

    private static string Kind(Exception error) => error is DbException ? error.GetType().Name : $"{Star}{error.GetType().Name}";
}
