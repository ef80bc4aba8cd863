using System.Globalization;

namespace RoutingData.Monitor;

/// <summary>Compares what two servers have executed, in MariaDB's form (<c>0-1-15,1-2-3</c>) and MySQL's (<c>uuid:1-5:7-9</c>).</summary>
internal static class GtidPosition
{
    /// <summary>Whether everything in <paramref name="inner"/> is in <paramref name="outer"/> too; false when either cannot be
    /// read.</summary>
    public static bool Contains(string outer, string inner, ServerFlavor flavor) =>
        flavor == ServerFlavor.MariaDb ? ContainsMariaDb(outer, inner) : ContainsMySql(outer, inner);

    private static bool ContainsMariaDb(string outer, string inner)
    {
        var reached = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var gtid in Parts(outer, ','))
        {
            if (!TryReadMariaDb(gtid, out var domain, out var sequence)) return false;
            reached[domain] = sequence;
        }

        foreach (var gtid in Parts(inner, ','))
        {
            if (!TryReadMariaDb(gtid, out var domain, out var sequence)) return false;
            if (!reached.TryGetValue(domain, out var own) || own < sequence) return false;
        }

        return true;
    }

    private static bool TryReadMariaDb(string gtid, out string domain, out ulong sequence)
    {
        var parts = gtid.Split('-');
        domain = parts[0];
        sequence = 0;
        return parts.Length == 3 && ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
    }

    private static bool ContainsMySql(string outer, string inner)
    {
        if (!TryReadMySql(outer, out var having) || !TryReadMySql(inner, out var wanted)) return false;
        foreach (var (source, ranges) in wanted)
        {
            if (!having.TryGetValue(source, out var own)) return false;
            if (!ranges.TrueForAll(range => own.Exists(held => held.First <= range.First && range.Last <= held.Last))) return false;
        }

        return true;
    }

    // uuid[:tag]:first[-last]... : everything that is not a number belongs to the name of the source.
    private static bool TryReadMySql(string set, out Dictionary<string, List<(ulong First, ulong Last)>> ranges)
    {
        ranges = new(StringComparer.OrdinalIgnoreCase);
        foreach (var gtids in Parts(set, ','))
        {
            var parts = gtids.Split(':', StringSplitOptions.TrimEntries);
            var source = parts[0];
            var isRead = false;
            for (var i = 1; i < parts.Length; i++)
            {
                var bounds = parts[i].Split('-');
                if (!ulong.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
                {
                    source = $"{parts[0]}:{parts[i]}";
                    continue;
                }

                var last = first;
                if (bounds.Length > 1 && !ulong.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out last))
                    return false;
                if (last < first) return false;
                if (!ranges.TryGetValue(source, out var list)) ranges[source] = list = [];
                Add(list, first, last);
                isRead = true;
            }

            if (!isRead) return false;
        }

        return true;
    }

    // Ranges that touch or overlap become one, so that a set may be written in pieces: 1-5:6-9 has all of 1-9.
    private static void Add(List<(ulong First, ulong Last)> ranges, ulong first, ulong last)
    {
        foreach (var range in ranges.Where(range => range.First <= last + 1 && first <= range.Last + 1).ToArray())
        {
            ranges.Remove(range);
            (first, last) = (Math.Min(first, range.First), Math.Max(last, range.Last));
        }

        ranges.Add((first, last));
    }

    private static string[] Parts(string text, char separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
