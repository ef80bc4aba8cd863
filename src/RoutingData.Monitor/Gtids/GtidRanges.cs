namespace RoutingData.Monitor.Gtids;

/// <summary>Sets of transactions of one source as sorted ranges, of which no two touch. Servers write them so, and sorting what is sorted
/// costs one look.</summary>
internal static class GtidRanges
{
    /// <summary>Returns the same transactions sorted, ranges that touch or overlap made one: 1-5:6-9 has all of 1-9.</summary>
    public static GtidRange[] Joined(List<GtidRange> ranges)
    {
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i - 1].First <= ranges[i].First) continue;
            ranges.Sort((left, right) => left.First.CompareTo(right.First));
            break;
        }

        var joined = new List<GtidRange>(ranges.Count);
        foreach (var range in ranges)
        {
            if (joined is [.., var last] && (last.Last == ulong.MaxValue || range.First <= last.Last + 1))
                joined[^1] = last with { Last = Math.Max(last.Last, range.Last) };
            else joined.Add(range);
        }

        return [.. joined];
    }

    /// <summary>Returns what <paramref name="inner"/> has and <paramref name="outer"/> has not: one walk along both.</summary>
    public static IEnumerable<GtidRange> Missing(IReadOnlyList<GtidRange> outer, IReadOnlyList<GtidRange> inner)
    {
        var at = 0;
        for (var i = 0; i < inner.Count; i++)
        {
            var (first, last) = inner[i];
            while (true)
            {
                while (at < outer.Count && outer[at].Last < first) at++;
                if (at == outer.Count || outer[at].First > last)
                {
                    yield return new GtidRange(first, last);
                    break;
                }

                var held = outer[at];
                if (held.First > first) yield return new GtidRange(first, held.First - 1);
                if (held.Last >= last) break;
                first = held.Last + 1;
            }
        }
    }
}
