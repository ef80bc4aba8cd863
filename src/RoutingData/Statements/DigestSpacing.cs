namespace RoutingData.Statements;

/// <summary>Second step of a digest: blanks beside parentheses, commas and operators go, and so does the sign of a value.</summary>
internal static class DigestSpacing
{
    public static int Remove(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == ' ' ? !IsBlankOfNoUse(text, at) : c is not ('+' or '-') || !IsSign(text, at))
                target[written++] = c;
        }

        return written;
    }

    private static bool IsBlankOfNoUse(ReadOnlySpan<char> text, int at)
    {
        var left = At(text, at - 1);
        var right = At(text, at + 1);
        return left is '(' or ',' || right is ')' or ',' ||
            (DigestCharacters.IsArithmetic(left) && right == '?') ||
            (left == '?' && DigestCharacters.IsArithmetic(right));
    }

    // ProxySQL takes a + 1 for a signed value as well: its digest is "a ?".
    private static bool IsSign(ReadOnlySpan<char> text, int at)
    {
        var left = At(text, at - 1);
        if (left == ' ')
        {
            left = At(text, at - 2);
            if (DigestCharacters.IsInName(left))
                return true;
        }

        return !DigestCharacters.IsInName(left) && left is not ('?' or ')') && At(text, at + 1) is '?' or ' ';
    }

    private static char At(ReadOnlySpan<char> text, int at) => at < 0 ? '0' : at < text.Length ? text[at] : '\0';
}
