namespace RoutingData.Statements;

/// <summary>The servers' idea of characters: ASCII by table, everything above is part of a name.</summary>
internal static class Characters
{
    // 256 entries: an index of one byte needs no bounds check.
    private static readonly CharacterClass[] Table = Build();

    public static CharacterClass ClassOf(char c) => c <= byte.MaxValue ? Table[(byte)c] : CharacterClass.Letter;

    /// <summary>Whether it may stand inside an unquoted name.</summary>
    public static bool IsInName(char c) => ClassOf(c) >= CharacterClass.Letter;

    /// <summary>Whether it makes <c>--</c> before it a comment: white space or a control character.</summary>
    public static bool EndsDashes(char c) => c <= ' ' || c == 127;

    /// <summary>Returns a blank that no server takes for one. Text with it may be read differently from what its author saw.</summary>
    public static bool IsForeignBlank(char c) =>
        c >= 128 && (char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF');

    private static CharacterClass[] Build()
    {
        var table = new CharacterClass[256];
        table.AsSpan(128).Fill(CharacterClass.Letter);
        foreach (var c in " \t\n\v\f\r")
            table[c] = CharacterClass.Space;
        foreach (var c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$")
            table[c] = CharacterClass.Letter;
        foreach (var c in "0123456789")
            table[c] = CharacterClass.Digit;
        table['\''] = CharacterClass.Quote;
        table['"'] = CharacterClass.DoubleQuote;
        table['`'] = CharacterClass.Backtick;
        table['@'] = CharacterClass.At;
        table['?'] = CharacterClass.QuestionMark;
        table[':'] = CharacterClass.Colon;
        table['/'] = CharacterClass.Slash;
        table['-'] = CharacterClass.Minus;
        table['#'] = CharacterClass.Hash;
        table['*'] = CharacterClass.Star;
        table['('] = CharacterClass.OpenParenthesis;
        table[')'] = CharacterClass.CloseParenthesis;
        table[','] = CharacterClass.Comma;
        table['.'] = CharacterClass.Dot;
        table[';'] = CharacterClass.Semicolon;
        table['='] = CharacterClass.Equals;
        return table;
    }
}
