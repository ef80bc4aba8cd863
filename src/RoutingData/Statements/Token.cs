namespace RoutingData.Statements;

/// <summary>
/// One token: a kind, what the vocabulary knows of it, and its place in the text. Written in place and read by reference: copying
/// it for every token would cost more than finding it.
/// </summary>
internal struct Token
{
    public TokenKind Kind { get; private set; }

    public Keyword Keyword { get; private set; }

    public CallKind Call { get; private set; }

    public int Start { get; private set; }

    public int End { get; private set; }

    public readonly int Length => End - Start;

    public readonly bool IsName => Kind is TokenKind.Word or TokenKind.QuotedName;

    public readonly bool EndsStatement => Kind is TokenKind.End or TokenKind.Semicolon;

    public readonly bool Is(Keyword keyword) => Keyword == keyword;

    public void Set(TokenKind kind, int start, int end, Keyword keyword = Keyword.None, CallKind call = CallKind.Unknown)
    {
        Kind = kind;
        Keyword = keyword;
        Call = call;
        Start = start;
        End = end;
    }
}
