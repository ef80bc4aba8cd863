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
    private Comments _comments;
    private int _at;

    public Lexer(ReadOnlySpan<char> text, ClassifierOptions options, bool readsConditionalComments)
    {
        _text = text;
        _backslashEscapes = !options.NoBackslashEscapes;
        _ansiQuotes = options.AnsiQuotes;
        _comments = new Comments(readsConditionalComments);
    }

    public readonly Comments Comments => _comments;

    /// <summary>The next token; <see cref="TokenKind.End"/> for ever once the text is through.</summary>
    public Token Read()
    {
        while (_at < _text.Length)
        {
            var start = _at;
            var c = _text[start];
            switch (Characters.ClassOf(c))
            {
                case CharacterClass.Space:
                    _at++;
                    break;
                case CharacterClass.Letter:
                    return Word(start);
                case CharacterClass.Digit:
                    return Number(start);
                case CharacterClass.Quote:
                    return Quoted(start, start, TokenKind.String, _backslashEscapes);
                case CharacterClass.DoubleQuote when _ansiQuotes:
                    return Quoted(start, start, TokenKind.QuotedName, backslashEscapes: false);
                case CharacterClass.DoubleQuote:
                    return Quoted(start, start, TokenKind.String, _backslashEscapes);
                case CharacterClass.Backtick:
                    return Quoted(start, start, TokenKind.QuotedName, backslashEscapes: false);
                case CharacterClass.At:
                    return Variable(start);
                case CharacterClass.QuestionMark:
                    // Of ?name only the mark: a server that prepares the text reads the name as a word of its own.
                    return Take(TokenKind.Parameter, start, start + 1);
                case CharacterClass.Colon when Next(start) == '=':
                    return Take(TokenKind.Assign, start, start + 2);
                case CharacterClass.Hash:
                case CharacterClass.Minus when Next(start) == '-' && (start + 2 >= _text.Length || Characters.EndsDashes(_text[start + 2])):
                    _at = Comments.EndOfLine(_text, start);
                    break;
                case CharacterClass.Slash when Next(start) == '*':
                    if (!_comments.Enter(_text, ref _at))
                        return Take(TokenKind.Broken, start, _text.Length);
                    break;
                case CharacterClass.Star when Next(start) == '/' && _comments.Leave():
                    _at += 2;
                    break;
                case CharacterClass.OpenParenthesis:
                    return Take(TokenKind.OpenParenthesis, start, start + 1);
                case CharacterClass.CloseParenthesis:
                    return Take(TokenKind.CloseParenthesis, start, start + 1);
                case CharacterClass.Comma:
                    return Take(TokenKind.Comma, start, start + 1);
                case CharacterClass.Dot:
                    return Take(TokenKind.Dot, start, start + 1);
                case CharacterClass.Semicolon:
                    return Take(TokenKind.Semicolon, start, start + 1);
                case CharacterClass.Equals:
                    return Take(TokenKind.Equals, start, start + 1);
                default:
                    return Take(TokenKind.Operator, start, start + 1);
            }
        }

        return new Token(TokenKind.End, Keyword.None, CallKind.Unknown, _text.Length, 0);
    }

    private readonly char Next(int at) => at + 1 < _text.Length ? _text[at + 1] : '\0';

    private Token Take(TokenKind kind, int start, int end)
    {
        _at = end;
        return new Token(kind, Keyword.None, CallKind.Unknown, start, end - start);
    }

    private Token Word(int start)
    {
        var end = start;
        var ascii = 0;
        while (end < _text.Length && Characters.IsInName(_text[end]))
            ascii |= _text[end++];
        _at = end;
        var word = _text[start..end];
        if (ascii < 128)
        {
            Vocabulary.Find(word, out var keyword, out var call);
            return new Token(TokenKind.Word, keyword, call, start, end - start);
        }

        foreach (var c in word)
        {
            if (Characters.IsForeignBlank(c))
                return Take(TokenKind.Broken, start, end);
        }

        return Take(TokenKind.Word, start, end);
    }

    /// <summary>A number, or a name that starts with digits (<c>1abc</c> is one, <c>1e5</c> and <c>0xFF</c> are not).</summary>
    private Token Number(int start)
    {
        var end = Numbers.End(_text, start, out var isName);
        return isName ? Word(start) : Take(TokenKind.Number, start, end);
    }

    private Token Quoted(int start, int open, TokenKind kind, bool backslashEscapes)
    {
        var quote = _text[open];
        var at = open + 1;
        while (true)
        {
            var rest = _text[at..];
            var found = backslashEscapes ? rest.IndexOfAny(quote, '\\') : rest.IndexOf(quote);
            if (found < 0)
                return Take(TokenKind.Broken, start, _text.Length);

            at += found + 1;
            if (_text[at - 1] == quote && (at == _text.Length || _text[at] != quote))
                return Take(kind, start, at);

            // A doubled quote or an escaped character: one more belongs to it.
            if (at == _text.Length)
                return Take(TokenKind.Broken, start, at);
            at++;
        }
    }

    private Token Variable(int start)
    {
        var isSystem = Next(start) == '@';
        var at = start + (isSystem ? 2 : 1);
        var kind = isSystem ? TokenKind.SystemVariable : TokenKind.UserVariable;
        if (at < _text.Length && _text[at] is '`' or '\'' or '"')
            return Quoted(start, at, kind, _text[at] != '`' && _backslashEscapes && !(_ansiQuotes && _text[at] == '"'));
        while (at < _text.Length && (Characters.IsInName(_text[at]) || (!isSystem && _text[at] == '.')))
            at++;
        return Take(kind, start, at);
    }
}
