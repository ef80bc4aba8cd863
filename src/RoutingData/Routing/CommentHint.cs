using System.Globalization;
using RoutingData.Abstractions;

namespace RoutingData.Routing;

/// <summary>
/// Reads the hint in the comments before a statement: <c>/* route=writer */</c>, <c>/* route=reader */</c>,
/// <c>/* hostgroup=10 */</c>, or the same after <c>-- </c>, as EF Core's TagWith writes it. Comments further on are the
/// statement's own. How fresh the answer has to be is said in the same place: <c>/* consistency=eventual */</c>,
/// <c>/* max_staleness=250 */</c> in milliseconds.
/// </summary>
internal static class CommentHint
{
    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static RouteHint Of(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart();
            int start, length, end;
            if (text.StartsWith("/*") && !text.StartsWith("/*!") && !text.StartsWith("/*M!") && !text.StartsWith("/*+"))
            {
                start = 2;
                length = text[2..].IndexOf("*/");
                end = 2 + length + 2;
            }
            else if (text.StartsWith("-- ") || text is ['#', ..])
            {
                start = text[0] == '#' ? 1 : 3;
                length = text[start..].IndexOf('\n');
                end = start + length + 1;
            }
            else
            {
                return RouteHint.None;
            }

            if (length < 0) return RouteHint.None;
            if (Read(text.Slice(start, length)) is { IsNone: false } hint) return hint;
            text = text[end..];
        }
    }

    // key=value, alone or among others, as ProxySQL reads them: separated by blanks, commas or semicolons. For a place the first one counts.
    private static RouteHint Read(ReadOnlySpan<char> comment)
    {
        var hint = RouteHint.None;
        ConsistencyDemand consistency = default;
        foreach (var range in comment.SplitAny(" \t\r,;"))
        {
            var part = comment[range];
            var equals = part.IndexOf('=');
            if (equals < 0) continue;
            var key = part[..equals];
            var value = part[(equals + 1)..];
            consistency = consistency.Or(ConsistencyOf(key, value));
            if (!hint.NamesNoPlace) continue;
            if (key.Equals("hostgroup", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var hostgroup))
            {
                hint = new RouteHint(null, hostgroup, "a comment");
            }

            if (!key.Equals("route", StringComparison.OrdinalIgnoreCase)) continue;
            if (value.Equals("writer", StringComparison.OrdinalIgnoreCase)) hint = new RouteHint(RouteTarget.Writer, null, "a comment");
            if (value.Equals("reader", StringComparison.OrdinalIgnoreCase)) hint = new RouteHint(RouteTarget.Reader, null, "a comment");
        }

        return hint with { Consistency = consistency };
    }

    private static ConsistencyDemand ConsistencyOf(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        if (key.Equals("max_staleness", StringComparison.OrdinalIgnoreCase))
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
                ? ConsistencyDemand.NoOlderThan(milliseconds)
                : default;
        }

        // A bound needs its number: it is max_staleness.
        return key.Equals("consistency", StringComparison.OrdinalIgnoreCase)
            && !value.ContainsAnyExcept(Letters) && Enum.TryParse<ConsistencyLevel>(value, ignoreCase: true, out var level)
            && level != ConsistencyLevel.Bounded
                ? new ConsistencyDemand(level)
                : default;
    }
}
