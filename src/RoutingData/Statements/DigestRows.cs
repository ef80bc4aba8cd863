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
            var length = rows == 0 ? LengthWithoutRows(text[at..]) : (rows * (Row.Length + 1)) - 1;
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

    // To the next parenthesis there are none.
    private static int LengthWithoutRows(ReadOnlySpan<char> text)
    {
        var length = text[1..].IndexOf('(') + 1;
        return length == 0 ? text.Length : length;
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
