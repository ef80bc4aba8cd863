using System.Diagnostics;

namespace FailoverDemo.Histories;

/// <summary>Compares what the application was told with what the table holds. Pure.</summary>
internal static class HistoryCheck
{
    public static LoadResult Of(History history, IReadOnlyList<TestRow> rows, ChangeOfWriter change)
    {
        var inserts = history.Attempts.Where(attempt => attempt.IsInsert).ToDictionary(attempt => attempt.Number);
        var reads = history.Attempts.Where(attempt => !attempt.IsInsert).ToList();
        var acknowledged = inserts.Values.Where(insert => insert.Acknowledged).ToList();
        var found = rows.ToLookup(row => row.Number, row => row.Hostname);

        return new LoadResult
        {
            Change = change,
            Acknowledged = acknowledged.Count,
            Errors = inserts.Count - acknowledged.Count,
            Lost = acknowledged.Count(insert => !found.Contains(insert.Number)),
            Duplicated = found.Count(row => row.Count() > 1),
            OnReader = rows.Count(row => WasReader(row.Hostname, inserts[row.Number], change)),
            ByServer = CountBy.Name(rows.Select(row => row.Hostname)),
            PromotionToFirstWriteMs = acknowledged
                .Where(insert => insert.Ended >= change.Writable && found[insert.Number].Contains(change.To))
                .Select(insert => (double?)Milliseconds(change.Writable, insert.Ended))
                .Min(),
            LongestGapMs = LongestGap(history, acknowledged),
            Reads = reads.Count(read => read.Acknowledged),
            ReadErrors = reads.Count(read => !read.Acknowledged),
            LongestReadGapMs = LongestGap(history, reads.Where(read => read.Acknowledged)),
            Messages = history.Messages,
        };
    }

    // An insert that ended before the promotion did not run on the new writer, one that began after it not on the old one.
    private static bool WasReader(string server, Attempt insert, ChangeOfWriter change) =>
        server == change.To ? insert.Ended < change.Writable
        : server == change.From ? insert.Begun > change.Writable
        : true;

    private static double LongestGap(History history, IEnumerable<Attempt> answered)
    {
        var answers = answered.Select(attempt => attempt.Ended).Where(ended => ended < history.Ended).Order();
        long[] times = [history.Begun, .. answers, history.Ended];
        return times.Zip(times.Skip(1), Milliseconds).Max();
    }

    private static double Milliseconds(long from, long to) => Math.Round(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds, 1);
}
