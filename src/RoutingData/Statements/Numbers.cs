namespace RoutingData.Statements;

/// <summary>How far a number goes, and when what looks like one is a name.</summary>
internal static class Numbers
{
    /// <summary>Returns the end of the number that starts at a digit; or <paramref name="isName"/>, as in <c>1abc</c>.</summary>
    public static int End(ReadOnlySpan<char> text, int start, out bool isName)
    {
        var end = EndOfDigits(text, start);
        isName = false;
        if (end == text.Length)
            return end;

        if (text[end] == '.')
            return EndOfExponent(text, EndOfDigits(text, end + 1));

        if (!Characters.IsInName(text[end]))
            return end;

        var run = end;
        while (run < text.Length && Characters.IsInName(text[run]))
            run++;
        if (IsHexadecimalOrBinary(text[start..run]))
            return run;

        var afterExponent = EndOfExponent(text, end);
        isName = afterExponent < run;
        return afterExponent;
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int at)
    {
        while ((uint)at < (uint)text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static int EndOfExponent(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || (text[at] | 0x20) != 'e')
            return at;
        var digits = at + 1;
        if (digits < text.Length && text[digits] is '+' or '-')
            digits++;
        var end = EndOfDigits(text, digits);
        return end == digits ? at : end;
    }

    private static bool IsHexadecimalOrBinary(ReadOnlySpan<char> run)
    {
        if (run is not (['0', 'x', _, ..] or ['0', 'b', _, ..]))
            return false;
        foreach (var c in run[2..])
        {
            if (run[1] == 'x' ? !char.IsAsciiHexDigit(c) : c is not ('0' or '1'))
                return false;
        }

        return true;
    }
}
