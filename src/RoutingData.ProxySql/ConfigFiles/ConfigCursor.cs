namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>A place in a file that moves forward and knows its line and column.</summary>
internal sealed class ConfigCursor(string text, string file)
{
    private int _at;
    private int _line = 1;
    private int _lineStart;

    public ProxySqlPosition Position => new(file, _line, _at - _lineStart + 1);

    public bool IsAtEnd => _at >= text.Length;

    public char Current => text[_at];

    /// <summary>The character after the current one; NUL at the end.</summary>
    public char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    public void Advance()
    {
        if (text[_at++] != '\n') return;
        _line++;
        _lineStart = _at;
    }

    public ReadOnlySpan<char> TakeWhile(Func<char, bool> isPart)
    {
        var from = _at;
        while (!IsAtEnd && isPart(Current)) Advance();
        return text.AsSpan(from, _at - from);
    }

    /// <summary>Skips white space, or one comment of any of the three kinds.</summary>
    /// <returns>Whether there was any.</returns>
    public bool SkipSpaceOrComment()
    {
        if (IsAtEnd) return false;
        if (char.IsWhiteSpace(Current))
        {
            TakeWhile(char.IsWhiteSpace);
            return true;
        }

        if (Current == '#' || (Current == '/' && Next == '/'))
        {
            TakeWhile(c => c != '\n');
            return true;
        }

        if (Current != '/' || Next != '*') return false;
        SkipBlockComment();
        return true;
    }

    private void SkipBlockComment()
    {
        var position = Position;
        Advance();
        Advance();
        while (!IsAtEnd)
        {
            if (Current == '*' && Next == '/')
            {
                Advance();
                Advance();
                return;
            }

            Advance();
        }

        throw new ProxySqlFormatException(position, "The comment that begins here has no end.");
    }
}
