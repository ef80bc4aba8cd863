namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>Splits a file into the words of libconfig's grammar.</summary>
/// <param name="text">What is in the file.</param>
/// <param name="file">Its name, for positions.</param>
internal sealed class ConfigLexer(string text, string file)
{
    private readonly ConfigCursor _cursor = new(text, file);

    /// <summary>Reads the next word.</summary>
    /// <exception cref="ProxySqlFormatException">There is something that is none.</exception>
    public ConfigToken Read()
    {
        SkipSpace();
        var position = _cursor.Position;
        if (_cursor.IsAtEnd) return new ConfigToken(ConfigTokenKind.End, "", position);

        var c = _cursor.Current;
        if (char.IsAsciiLetter(c) || c == '*') return Word(position);
        if (char.IsAsciiDigit(c) || c is '+' or '-' or '.') return ConfigNumber.Read(_cursor);
        if (c == '"') return new ConfigToken(ConfigTokenKind.String, ConfigString.Read(_cursor), position);
        if (c == '@') return Directive(position);

        ConfigTokenKind? mark = c switch
        {
            '=' or ':' => ConfigTokenKind.Assign,
            ',' => ConfigTokenKind.Comma,
            ';' => ConfigTokenKind.Semicolon,
            '{' => ConfigTokenKind.OpenGroup,
            '}' => ConfigTokenKind.CloseGroup,
            '(' => ConfigTokenKind.OpenList,
            ')' => ConfigTokenKind.CloseList,
            '[' => ConfigTokenKind.OpenArray,
            ']' => ConfigTokenKind.CloseArray,
            _ => null,
        };
        if (mark is null) throw new ProxySqlFormatException(position, $"A character (U+{(int)c:X4}) that begins nothing here. Strings stand in double quotes.");
        _cursor.Advance();
        return new ConfigToken(mark.Value, "", position);
    }

    private ConfigToken Word(ProxySqlPosition position)
    {
        var word = _cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '*');
        if (word.Equals("true", StringComparison.OrdinalIgnoreCase)) return new ConfigToken(ConfigTokenKind.Boolean, "true", position);
        if (word.Equals("false", StringComparison.OrdinalIgnoreCase)) return new ConfigToken(ConfigTokenKind.Boolean, "false", position);
        return new ConfigToken(ConfigTokenKind.Name, word.ToString(), position);
    }

    private ConfigToken Directive(ProxySqlPosition position)
    {
        _cursor.Advance();
        if (!_cursor.TakeWhile(char.IsAsciiLetter).SequenceEqual("include"))
            throw new ProxySqlFormatException(position, "The only directive is @include \"file\".");
        _cursor.TakeWhile(c => c is ' ' or '\t');
        if (_cursor.IsAtEnd || _cursor.Current != '"') throw new ProxySqlFormatException(position, "@include needs a file name in double quotes.");
        return new ConfigToken(ConfigTokenKind.Include, ConfigString.ReadOne(_cursor), position);
    }

    private void SkipSpace()
    {
        while (_cursor.SkipSpaceOrComment())
        {
        }
    }
}
