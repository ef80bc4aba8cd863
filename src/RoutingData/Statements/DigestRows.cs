namespace RoutingData.Statements;

/// <summary>Fourth step of a digest: of more than ten shortened rows in a VALUES list ten remain, and dots.</summary>
internal static class DigestRows
{
    /// <summary>mysql-query_digests_groups_grouping_limit.</summary>
    private const int RowsKept = 10;
    private const string Row = "(?,?,?,...)";

    public static int Shorten(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        for (var at = 0; at < text.Length;)
        {
            var rows = text[at] == '(' ? Rows(text[at..]) : 0;
            var length = rows == 0 ? 1 : (rows * (Row.Length + 1)) - 1;
            var kept = rows > RowsKept ? RowsKept * (Row.Length + 1) : length;
            text.Slice(at, kept).CopyTo(target[written..]);
            written += kept;
            if (kept < length)
            {
                "...".CopyTo(target[written..]);
                written += "...".Length;
            }

            at += length;
        }

        return written;
    }

    private static int Rows(ReadOnlySpan<char> text)
    {
        var rows = 0;
        while (text.StartsWith(Row))
        {
            rows++;
            text = text[Row.Length..];
            if (!text.StartsWith(','))
                break;
            text = text[1..];
        }

        return rows;
    }
}
