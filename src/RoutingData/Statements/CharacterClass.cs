namespace RoutingData.Statements;

/// <summary>What a character can start. One table look-up decides which way the lexer goes.</summary>
internal enum CharacterClass : byte
{
    Operator,
    Space,
    Quote,
    DoubleQuote,
    Backtick,
    At,
    QuestionMark,
    Colon,
    Slash,
    Minus,
    Hash,
    Star,

    // Each a token of its own, in the order of TokenKind.
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Dot,
    Semicolon,
    Equals,

    // The last two, and nothing after them: what stands in names.
    Letter,
    Digit,
}
