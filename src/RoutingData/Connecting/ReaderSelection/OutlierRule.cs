using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Which readers of a hostgroup leave the pack: pure.</summary>
internal static class OutlierRule
{
    /// <summary>Fewer reads prove nothing.</summary>
    public const int LeastReads = 10;

    // Below this a multiple of nearly nothing is nothing.
    private static readonly TimeSpan LeastDifference = TimeSpan.FromMilliseconds(5);

    private const int MostDoublings = 4;

    /// <summary>Returns who is set aside after a look at what all readers of a hostgroup have done, and forgets who has been back for long enough.</summary>
    /// <param name="known">Who is set aside, or was.</param>
    /// <param name="readers">The readers of the hostgroup that could be chosen.</param>
    /// <param name="options">When, and for how long.</param>
    /// <param name="now">By the clock of the data source.</param>
    public static ImmutableDictionary<ServerAddress, SetAsideReader> Look(
        ImmutableDictionary<ServerAddress, SetAsideReader> known, IReadOnlyList<ReaderWindow> readers, OutlierOptions options, TimeSpan now)
    {
        var next = known.RemoveRange(known.Where(each => each.Value.IsForgotten(now)).Select(each => each.Key));
        var places = (readers.Count * options.MostPercent / 100) - readers.Count(reader => IsAside(next, reader.Server, now));
        // The worst first: there may not be a place for each.
        foreach (var reader in readers.OrderByDescending(reader => (double)reader.Failures / Math.Max(1, reader.Reads)).ThenByDescending(reader => reader.Latency))
        {
            if (places <= 0) break;
            if (IsAside(next, reader.Server, now) || ReasonFor(reader, readers, options) is not { } reason) continue;
            var times = next.TryGetValue(reader.Server, out var before) ? before.Times + 1 : 1;
            var period = TimeSpan.FromMilliseconds(options.AsideMs) * (1 << Math.Min(times - 1, MostDoublings));
            next = next.SetItem(reader.Server, new SetAsideReader(reason, now, period, times));
            places--;
        }

        return next;
    }

    /// <summary>Whether a reader is set aside at a moment.</summary>
    public static bool IsAside(ImmutableDictionary<ServerAddress, SetAsideReader> known, ServerAddress server, TimeSpan now) =>
        known.TryGetValue(server, out var aside) && now < aside.Until;

    private static string? ReasonFor(ReaderWindow reader, IReadOnlyList<ReaderWindow> readers, OutlierOptions options)
    {
        var others = readers.Where(other => other.Server != reader.Server && other.Reads > 0).ToArray();
        if (reader.Reads < LeastReads || others.Length == 0) return null;
        if (options.ErrorPercent > 0 && reader.Failures * 100 >= options.ErrorPercent * reader.Reads && reader.Failures > 0 &&
            2.0 * others.Sum(other => other.Failures) / others.Sum(other => other.Reads) <= (double)reader.Failures / reader.Reads)
            return FormattableString.Invariant($"{reader.Failures} of {reader.Reads} reads failed in a second");

        var usual = others.Select(other => other.Latency).Where(latency => latency > TimeSpan.Zero).Order().ToArray();
        if (options.LatencyFactor == 0 || usual.Length == 0) return null;
        var middle = usual[(usual.Length - 1) / 2];
        return reader.Latency >= middle * options.LatencyFactor && reader.Latency - middle >= LeastDifference
            ? FormattableString.Invariant($"it takes {reader.Latency.TotalMilliseconds:0} ms to answer, and other readers {middle.TotalMilliseconds:0.0} ms")
            : null;
    }
}
