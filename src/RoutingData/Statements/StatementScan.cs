using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RoutingData.Statements;

/// <summary>
/// The reading position that all readers share: the current token, the three before it (four slots, used in turn), the depth of
/// parentheses, and the verdict so far. What has to be remembered per depth is kept in bits, so nothing recurses and nothing is allocated.
/// </summary>
internal ref struct StatementScan
{
    private readonly ParameterNames _parameters;
    private Lexer _lexer;
    private RecentTokens _recent;
    private int _index;
    private ulong _withLists;
    private ulong _conversions;

    public StatementScan(ReadOnlySpan<char> text, ClassifierOptions options, ParameterNames parameters, bool readsConditionalComments)
    {
        Text = text;
        Options = options;
        LooksAtNames = !options.StoredCode.IsEmpty;
        _parameters = parameters;
        _lexer = new Lexer(text, options, readsConditionalComments);
        Verdict = new Verdict();
        _lexer.Read(ref _recent[0]);
    }

    public ReadOnlySpan<char> Text { get; }

    public ClassifierOptions Options { get; }

    /// <summary>Whether anything is known of views and triggers.</summary>
    public bool LooksAtNames { get; }

    /// <summary>The verdict on the statement that is being read.</summary>
    public Verdict Verdict;

    [UnscopedRef]
    public readonly ref readonly Token Current => ref _recent[_index & 3];

    [UnscopedRef]
    public readonly ref readonly Token Previous => ref _recent[(_index - 1) & 3];

    /// <summary>The token before <see cref="Previous"/>.</summary>
    [UnscopedRef]
    public readonly ref readonly Token Earlier => ref _recent[(_index - 2) & 3];

    /// <summary>The token before <see cref="Earlier"/>.</summary>
    [UnscopedRef]
    public readonly ref readonly Token Earliest => ref _recent[(_index - 3) & 3];

    /// <summary>How many parentheses enclose the current token; below zero if more closed than opened.</summary>
    public int Depth { get; private set; }

    public readonly bool AtEndOfStatement => Current.EndsStatement;

    public readonly bool AtEndOfText => Current.Kind == TokenKind.End;

    public readonly Comments Comments => _lexer.Comments;

    public bool DependsOnParameterNames { get; private set; }

    /// <summary>A MATCH was read, so AGAINST belongs to it.</summary>
    public bool SawMatch { get; set; }

    /// <summary>A JSON_TABLE was read, so a name may be followed by its column's type.</summary>
    public bool SawJsonTable { get; set; }

    /// <summary>An INTO was read, so a variable may be assigned.</summary>
    public bool SawInto { get; set; }

    /// <summary>The statement is only explained, not run.</summary>
    public bool IsExplained { get; set; }

    /// <summary>Whether it is an INSERT, REPLACE, UPDATE, DELETE or LOAD.</summary>
    public bool ChangesRows { get; set; }

    /// <summary>How many queries the statement has so far, those in parentheses included.</summary>
    public int Selects { get; set; }

    /// <summary>A WHERE or HAVING was read.</summary>
    public bool SawCondition { get; set; }

    /// <summary>Inside WITH name (columns) AS (...), name (columns) AS (...), at the current depth.</summary>
    public bool InWithList
    {
        readonly get => (_withLists & Bit(Depth)) != 0;
        set => _withLists = value ? _withLists | Bit(Depth) : _withLists & ~Bit(Depth);
    }

    /// <summary>Directly inside the parentheses of CONVERT.</summary>
    public readonly bool InConversion => (_conversions & Bit(Depth)) != 0;

    public readonly ReadOnlySpan<char> TextOf(scoped in Token token) => Text.Slice(token.Start, token.Length);

    public readonly bool At(Keyword keyword) => Current.Keyword == keyword;

    /// <summary>Returns the token after the current one.</summary>
    public readonly Token Peek()
    {
        var lexer = _lexer;
        var token = default(Token);
        lexer.Read(ref token);
        return token;
    }

    /// <summary>Returns the first token after the current one that is no opening parenthesis.</summary>
    public readonly Token PeekPastParentheses()
    {
        var lexer = _lexer;
        var token = default(Token);
        do
            lexer.Read(ref token);
        while (token.Kind == TokenKind.OpenParenthesis);
        return token;
    }

    public void Next()
    {
        if (Current.Kind == TokenKind.OpenParenthesis)
            Depth++;
        else if (Current.Kind == TokenKind.Comma && Previous.Kind == TokenKind.Number)
            _lexer.SkipNumbers();
        _index++;
        _lexer.Read(ref _recent[_index & 3]);
        if (Current.Kind == TokenKind.CloseParenthesis)
            CloseParenthesis();
    }

    /// <summary>Skips the current token if it is this keyword.</summary>
    public bool Skip(Keyword keyword)
    {
        if (Current.Keyword != keyword)
            return false;
        Next();
        return true;
    }

    /// <summary>Notes that the parenthesis at the current token is that of CONVERT.</summary>
    public void OpensConversion() => _conversions |= Bit(Depth + 1);

    /// <summary>Whether the @name at this token is bound to a parameter of the command.</summary>
    public bool IsParameter(scoped in Token token)
    {
        DependsOnParameterNames = true;
        return _parameters.Contains(Names.Unquote(TextOf(token)[1..]));
    }

    /// <summary>Starts a verdict of its own for the next statement.</summary>
    public void StartStatement()
    {
        Verdict = new Verdict();
        var first = Current;
        _recent = default;
        _index = 0;
        _recent[0] = first;
        Depth = 0;
        _withLists = _conversions = 0;
        SawMatch = SawJsonTable = SawInto = IsExplained = SawCondition = ChangesRows = false;
        Selects = 0;
    }

    private void CloseParenthesis()
    {
        _withLists &= ~Bit(Depth);
        _conversions &= ~Bit(Depth);
        Depth--;
    }

    // Deeper than this a name is taken for a call, which errs on the safe side.
    private static ulong Bit(int depth) => depth is >= 0 and < 64 ? 1UL << depth : 0;

    [InlineArray(4)]
    private struct RecentTokens
    {
        private Token _first;
    }
}
