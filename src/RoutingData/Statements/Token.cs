namespace RoutingData.Statements;

/// <summary>One token: a kind, what the vocabulary knows of it, and its place in the text.</summary>
internal readonly record struct Token(TokenKind Kind, Keyword Keyword, CallKind Call, int Start, int Length)
{
    public int End => Start + Length;

    public bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;

    public bool EndsStatement => Kind is TokenKind.End or TokenKind.Semicolon;

    public bool Is(Keyword keyword) => Keyword == keyword;
}
