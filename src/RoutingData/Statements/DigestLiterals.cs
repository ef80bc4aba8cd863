namespace RoutingData.Statements;

/// <summary>First step of a digest: comments go, blanks become one, literals become a question mark.</summary>
internal static class DigestLiterals
{
    /// <summary>Writes to <paramref name="target"/>, which must be as long as the text, and returns how much.</summary>
    public static int Replace(ReadOnlySpan<char> text, Span<char> target)
    {
        var written = 0;
        var insideExecutable = false;
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (char.IsAsciiLetter(c))
            {
                // Most characters are letters, and no letter begins anything else.
                target[written++] = c;
                at++;
            }
            else if (DigestCharacters.IsSpace(c))
            {
                written = Blank(target, written);
                at++;
            }
            else if (c == '/' && next == '*')
            {
                written = Blank(target, written);
                at = EndOfComment(text, at, ref insideExecutable);
            }
            else if (insideExecutable && c == '*' && next == '/')
            {
                insideExecutable = false;
                written = Blank(target, written);
                at += 2;
            }
            else if (c == '#' || StartsDashComment(text, at))
            {
                written = Blank(target, written);
                at = Comments.EndOfLine(text, at);
            }
            else if (c is '\'' or '"')
            {
                target[written++] = '?';
                at = EndOfString(text, at);
            }
            else if (char.IsAsciiDigit(c) && (at == 0 || !DigestCharacters.IsInName(text[at - 1])))
            {
                var end = EndOfNumber(text, at);
                written = Number(text[at..end], target, written);
                at = end;
            }
            else
            {
                target[written++] = c;
                at++;
            }
        }

        return written;
    }

    private static int Blank(Span<char> target, int written)
    {
        if (written > 0 && target[written - 1] != ' ')
            target[written++] = ' ';
        return written;
    }

    private static int Number(ReadOnlySpan<char> number, Span<char> target, int written)
    {
        if (IsNumber(number))
        {
            target[written] = '?';
            return written + 1;
        }

        number.CopyTo(target[written..]);
        return written + number.Length;
    }

    // Of an executable comment only its marks and the version go.
    private static int EndOfComment(ReadOnlySpan<char> text, int at, ref bool insideExecutable)
    {
        if (at + 2 < text.Length && text[at + 2] == '!')
        {
            insideExecutable = true;
            for (at += 3; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            {
            }

            return at;
        }

        var length = text[(at + 2)..].IndexOf("*/");
        return length < 0 ? text.Length : at + length + 4;
    }

    private static bool StartsDashComment(ReadOnlySpan<char> text, int at) =>
        text[at] == '-' && at + 2 < text.Length && text[at + 1] == '-' && DigestCharacters.IsSpace(text[at + 2]) &&
        (at == 0 || text[at - 1] != '-');

    private static int EndOfString(ReadOnlySpan<char> text, int at)
    {
        var quote = text[at++];
        while (at < text.Length)
        {
            var length = text[at..].IndexOfAny(quote, '\\');
            if (length < 0)
                break;
            at += length + 1;
            if (text[at - 1] == quote && (at == text.Length || text[at] != quote))
                return at;
            at++;
        }

        return text.Length;
    }

    // Everything up to a character that is in no name, dots and the signs of exponents included.
    private static int EndOfNumber(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (at < text.Length && (DigestCharacters.IsInName(text[at]) || IsPartOfFloat(text, start, at)))
            at++;
        return at;
    }

    private static bool IsPartOfFloat(ReadOnlySpan<char> text, int start, int at) =>
        text[at] == '.' || (text[at] is '+' or '-' && at > start && (text[at - 1] | 0x20) == 'e');

    private static bool IsNumber(ReadOnlySpan<char> run)
    {
        var isHexadecimal = run.Length > 1 && run[0] == '0' && (run[1] | 0x20) == 'x';
        for (var at = isHexadecimal ? 2 : 0; at < run.Length; at++)
        {
            var fits = isHexadecimal
                ? char.IsAsciiHexDigit(run[at])
                : char.IsAsciiDigit(run[at]) || (run[at] | 0x20) == 'e' || IsPartOfFloat(run, 0, at);
            if (!fits)
                return false;
        }

        return true;
    }
}
