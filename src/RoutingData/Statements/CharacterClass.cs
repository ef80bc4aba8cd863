namespace RoutingData.Statements;

/// <summary>What a character can start. One table look-up decides which way the lexer goes.</summary>
internal enum CharacterClass : byte
{
    Other,
    Space,
    Letter,
    Digit,
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
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Dot,
    Semicolon,
    Equals,
}
