namespace RoutingData.Statements;

/// <summary>Third step of a digest: of more than four values in parentheses three remain, and dots.</summary>
internal static class DigestLists
{
    /// <summary>mysql-query_digests_grouping_limit.</summary>
    public const int ValuesKept = 3;

    // ProxySQL shortens only what becomes shorter by it: from five values on.
    private const int ShortestList = ValuesKept + 2;

    public static int Shorten(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        var insideParentheses = false;
        for (var at = 0; at < text.Length;)
        {
            var values = insideParentheses && text[at] == '?' && !DigestCharacters.IsArithmetic(text[at - 1]) ? Values(text[at..]) : 0;
            if (values >= ShortestList)
            {
                "?,?,?,...".CopyTo(target[written..]);
                written += "?,?,?,...".Length;
                at += (2 * values) - 1;
                continue;
            }

            // A shorter list, or what is none, as it is.
            var length = values > 0 ? (2 * values) - 1 : LengthWithoutLists(text[at..]);
            insideParentheses = text[at] == '(' || (insideParentheses && text[at] != ')');
            text.Slice(at, length).CopyTo(target[written..]);
            written += length;
            at += length;
        }

        return written;
    }

    // To the next parenthesis or value there are none.
    private static int LengthWithoutLists(ReadOnlySpan<char> text)
    {
        var length = text[1..].IndexOfAny('(', ')', '?') + 1;
        return length == 0 ? text.Length : length;
    }

    // How many ?,?,? stand here; a value that goes on (?+?) is none.
    private static int Values(ReadOnlySpan<char> text)
    {
        var values = 0;
        while (text is ['?', ',', ..])
        {
            values++;
            text = text[2..];
        }

        return text is ['?', ')', ..] ? values + 1 : values;
    }
}
