using System.Collections.Frozen;
using System.Globalization;

namespace RoutingData.Monitor.Gtids;

/// <summary>Reads what a server has executed, in MariaDB's form (<c>0-1-15,1-2-3</c>) and MySQL's (<c>uuid:1-5:7-9</c>), into ranges by
/// source. One walk over the text.</summary>
internal static class GtidReader
{
    /// <summary>Returns the ranges of each source: a domain of MariaDB, a server and tag of MySQL. Null when the text cannot be read.</summary>
    public static FrozenDictionary<string, GtidRange[]>? Read(string text, ServerFlavor flavor)
    {
        var sources = new Dictionary<string, List<GtidRange>>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.AsSpan().Split(','))
        {
            var gtids = text.AsSpan(part).Trim();
            if (gtids.IsEmpty) continue;
            if (!(flavor == ServerFlavor.MariaDb ? TryReadMariaDb(gtids, sources) : TryReadMySql(gtids, sources))) return null;
        }

        return sources.ToFrozenDictionary(
            source => source.Key, source => GtidRanges.Joined(source.Value), StringComparer.OrdinalIgnoreCase);
    }

    // domain-server-sequence: a domain's transactions come in the order of their sequence, so that it has all up to this one.
    private static bool TryReadMariaDb(ReadOnlySpan<char> gtid, Dictionary<string, List<GtidRange>> sources)
    {
        Span<Range> parts = stackalloc Range[4];
        if (gtid.Split(parts, '-') != 3 || !TryReadNumber(gtid[parts[2]], out var sequence)) return false;
        var ranges = Of(gtid[parts[0]], sources);
        if (sequence > 0) ranges.Add(new GtidRange(1, sequence));
        return true;
    }

    // uuid[:tag]:first[-last]... : everything that is not a number belongs to the name of the source.
    private static bool TryReadMySql(ReadOnlySpan<char> gtids, Dictionary<string, List<GtidRange>> sources)
    {
        var isRead = false;
        var uuid = default(ReadOnlySpan<char>);
        List<GtidRange>? ranges = null;
        foreach (var range in gtids.Split(':'))
        {
            var part = gtids[range].Trim();
            if (ranges is null)
            {
                uuid = part;
                ranges = Of(uuid, sources);
                continue;
            }

            var dash = part.IndexOf('-');
            if (!TryReadNumber(dash < 0 ? part : part[..dash], out var first))
            {
                ranges = Of($"{uuid}:{part}", sources);
                continue;
            }

            var last = first;
            if (dash >= 0 && !TryReadNumber(part[(dash + 1)..], out last)) return false;
            if (last < first) return false;
            ranges.Add(new GtidRange(first, last));
            isRead = true;
        }

        return isRead;
    }

    private static List<GtidRange> Of(ReadOnlySpan<char> source, Dictionary<string, List<GtidRange>> sources)
    {
        var bySpan = sources.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!bySpan.TryGetValue(source, out var ranges)) bySpan[source] = ranges = [];
        return ranges;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
