namespace RoutingData.Statements;

/// <summary>
/// Cuts SQL text into tokens as MySQL and MariaDB do, in one pass and without allocating. Comments vanish; executable ones
/// (<c>/*! */</c>, <c>/*M! */</c>) are read as code, those that not every server runs only if told to (see <see cref="Comments"/>).
/// </summary>
internal ref struct Lexer
{
    private readonly ReadOnlySpan<char> _text;
    private readonly bool _backslashEscapes;
    private readonly bool _ansiQuotes;
    private readonly Vocabulary _vocabulary;
    private Comments _comments;
    private int _at;

    public Lexer(ReadOnlySpan<char> text, ClassifierOptions options, bool readsConditionalComments)
    {
        _text = text;
        _backslashEscapes = !options.NoBackslashEscapes;
        _ansiQuotes = options.AnsiQuotes;
        _vocabulary = options.Vocabulary;
        _comments = new Comments(readsConditionalComments);
    }

    public readonly Comments Comments => _comments;

    /// <summary>Reads the next token; <see cref="TokenKind.End"/> for ever once the text is through.</summary>
    public void Read(ref Token token)
    {
        var text = _text;
        var start = _at;
        while ((uint)start < (uint)text.Length)
        {
            var c = text[start];
            var kind = Characters.ClassOf(c);
            switch (kind)
            {
                case CharacterClass.Space:
                    start++;
                    continue;
                case CharacterClass.Letter:
                    Word(ref token, start);
                    return;
                case CharacterClass.Digit:
                    Number(ref token, start);
                    return;
                case CharacterClass.Quote:
                    Quoted(ref token, start, start, TokenKind.String, _backslashEscapes);
                    return;
                case CharacterClass.DoubleQuote when _ansiQuotes:
                    Quoted(ref token, start, start, TokenKind.QuotedName, backslashEscapes: false);
                    return;
                case CharacterClass.DoubleQuote:
                    Quoted(ref token, start, start, TokenKind.String, _backslashEscapes);
                    return;
                case CharacterClass.Backtick:
                    Quoted(ref token, start, start, TokenKind.QuotedName, backslashEscapes: false);
                    return;
                case CharacterClass.At:
                    Variable(ref token, start);
                    return;
                case CharacterClass.Colon when Next(start) == '=':
                    Take(ref token, TokenKind.Assign, start, start + 2);
                    return;
                case CharacterClass.Hash:
                case CharacterClass.Minus when StartsDashComment(start):
                    start = Comments.EndOfLine(text, start);
                    continue;
                case CharacterClass.Slash when Next(start) == '*':
                    var open = start;
                    if (_comments.Enter(text, ref start))
                        continue;
                    Take(ref token, TokenKind.Broken, open, text.Length);
                    return;
                case CharacterClass.Star when Next(start) == '/' && _comments.Leave():
                    start += 2;
                    continue;
                default:
                    Take(ref token, KindOf(kind), start, start + 1);
                    return;
            }
        }

        _at = start;
        token.Set(TokenKind.End, text.Length, text.Length);
    }

    /// <summary>Skips whole numbers that a comma follows: of a long list one is as good as all.</summary>
    public void SkipNumbers()
    {
        var text = _text;
        for (var at = _at; (uint)at < (uint)text.Length; at++)
        {
            if (text[at] == ',')
                _at = at + 1;
            else if (text[at] == ' ' ? at > _at && text[at - 1] != ' ' : !char.IsAsciiDigit(text[at]))
                return;
        }
    }

    // Of ?name only the mark is a parameter: a server that prepares the text reads the name as a word of its own.
    private static TokenKind KindOf(CharacterClass single) =>
        single is >= CharacterClass.OpenParenthesis and <= CharacterClass.Equals
            ? TokenKind.OpenParenthesis + (single - CharacterClass.OpenParenthesis)
            : single == CharacterClass.QuestionMark ? TokenKind.Parameter : TokenKind.Operator;

    private readonly bool StartsDashComment(int start) =>
        Next(start) == '-' && (start + 2 >= _text.Length || Characters.EndsDashes(_text[start + 2]));

    private readonly char Next(int at) => at + 1 < _text.Length ? _text[at + 1] : '\0';

    private void Take(ref Token token, TokenKind kind, int start, int end)
    {
        _at = end;
        token.Set(kind, start, end);
    }

    private void Word(ref Token token, int start)
    {
        var text = _text;
        var end = start;
        var bits = 0;
        for (; (uint)end < (uint)text.Length && Characters.IsInName(text[end]); end++)
            bits |= text[end];
        _at = end;
        var word = text[start..end];
        if (bits < 128)
        {
            _vocabulary.Find(word, out var keyword, out var call);
            token.Set(TokenKind.Word, start, end, keyword, call);
            return;
        }

        var kind = TokenKind.Word;
        foreach (var c in word)
        {
            if (Characters.IsForeignBlank(c))
                kind = TokenKind.Broken;
        }

        token.Set(kind, start, end);
    }

    /// <summary>Reads a number, or a name that starts with digits (<c>1abc</c> is one, <c>1e5</c> and <c>0xFF</c> are not).</summary>
    private void Number(ref Token token, int start)
    {
        var end = Numbers.End(_text, start, out var isName);
        if (isName)
            Word(ref token, start);
        else
            Take(ref token, TokenKind.Number, start, end);
    }

    private void Quoted(ref Token token, int start, int open, TokenKind kind, bool backslashEscapes)
    {
        var text = _text;
        var quote = text[open];
        var at = open + 1;
        while (at < text.Length)
        {
            var found = backslashEscapes ? text[at..].IndexOfAny(quote, '\\') : DistanceTo(quote, text[at..]);
            if (found < 0)
                break;

            at += found + 1;
            if (text[at - 1] == quote && (at == text.Length || text[at] != quote))
            {
                Take(ref token, kind, start, at);
                return;
            }

            // A doubled quote or an escaped character: one more belongs to it.
            at++;
        }

        Take(ref token, TokenKind.Broken, start, text.Length);
    }

    // Names are short: looking at each character beats preparing to look at many at once.
    private static int DistanceTo(char quote, ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == quote)
                return at;
        }

        return -1;
    }

    private void Variable(ref Token token, int start)
    {
        var isSystem = Next(start) == '@';
        var at = start + (isSystem ? 2 : 1);
        var kind = isSystem ? TokenKind.SystemVariable : TokenKind.UserVariable;
        if (at < _text.Length && _text[at] is '`' or '\'' or '"')
        {
            var isName = _text[at] == '`' || (_ansiQuotes && _text[at] == '"');
            Quoted(ref token, start, at, kind, _backslashEscapes && !isName);
            return;
        }

        while (at < _text.Length && (Characters.IsInName(_text[at]) || (!isSystem && _text[at] == '.')))
            at++;
        Take(ref token, isSystem && at == start + 2 ? TokenKind.Broken : kind, start, at);
    }
}
