namespace RoutingData.Statements;

/// <summary>
/// Reads operations and tables out of a digest text, in one pass. It parses nothing: where a text is odd it finds a table too few or a word too many, and
/// that is all that comes of it.
/// </summary>
internal ref struct StatementNameReader
{
    private const int LongestSummary = 255;
    // Parentheses within parentheses, of which each is a query or is not.
    private const int Deepest = 64;

    private readonly string _text;
    private Lexer _lexer;
    private Token _token;
    private ulong _queries = 1;
    private int _depth;
    private int _listDepth;
    private bool _isFirst = true;
    private bool _opened;
    private bool _expectsTable;
    private bool _mayBeCall;
    private bool _isWith;
    private int _tables;

    public StatementNameReader(string digest)
    {
        _text = digest;
        _lexer = new Lexer(digest, ClassifierOptions.Default, readsConditionalComments: false);
        _listDepth = -1;
        Summary = "";
    }

    /// <summary>The first operation that was met; null when there was none.</summary>
    public string? Operation { get; private set; }

    /// <summary>The only table that was met.</summary>
    public string? Collection { get; private set; }

    /// <summary>Operations and tables, in their order.</summary>
    public string Summary { get; private set; }

    public void Read()
    {
        _lexer.Read(ref _token);
        while (_token.Kind is not (TokenKind.End or TokenKind.Broken))
        {
            if (_expectsTable && _token.IsName && !IsModifier())
            {
                TakeTable();
                continue;
            }

            Take();
            _lexer.Read(ref _token);
        }
    }

    private void Take()
    {
        var opened = _opened;
        _opened = false;
        switch (_token.Kind)
        {
            case TokenKind.OpenParenthesis:
                _depth++;
                _opened = true;
                if (_depth < Deepest) _queries &= ~(1UL << _depth);
                if (_isFirst && _depth < Deepest) _queries |= 1UL << _depth;
                _expectsTable = false;
                break;
            case TokenKind.CloseParenthesis:
                if (_listDepth == _depth) _listDepth = -1;
                if (_depth > 0) _depth--;
                break;
            case TokenKind.Comma:
                _expectsTable = _listDepth == _depth;
                _mayBeCall = true;
                break;
            case TokenKind.Semicolon:
                (_isFirst, _isWith, _listDepth, _expectsTable, _depth, _queries) = (true, false, -1, false, 0, 1);
                break;
            case TokenKind.Word:
                TakeWord(_text.AsSpan(_token.Start, _token.Length), opened);
                break;
            default:
                _expectsTable = false;
                break;
        }
    }

    private void TakeWord(ReadOnlySpan<char> word, bool opened)
    {
        if (Is(word, "SELECT"))
        {
            if (opened && _depth < Deepest) _queries |= 1UL << _depth;
            if (IsInWith) return;
            (_isFirst, _listDepth) = (false, -1);
            Begin("SELECT");
        }
        else if (_isFirst)
        {
            TakeFirst(word);
        }
        else if (Is(word, "FROM") && IsInQuery && Operation != "SHOW")
        {
            ExpectTables(mayBeCall: true);
        }
        else if (Is(word, "JOIN") || Is(word, "STRAIGHT_JOIN"))
        {
            ExpectTables(mayBeCall: true);
        }
        else if (Is(word, "TABLE") && Operation is "CREATE" or "ALTER" or "DROP" or "RENAME" or "LOAD")
        {
            ExpectTables(mayBeCall: false);
        }
        else if (EndsList(word))
        {
            (_listDepth, _expectsTable) = (-1, false);
        }
    }

    // WITH says nothing of what is done; the operation after it does.
    private void TakeFirst(ReadOnlySpan<char> word)
    {
        if (IsInWith) return;
        var operation = StatementName.OperationOf(word);
        if (operation == "WITH") _isWith = true;
        else _isFirst = operation is null && _isWith;
        if (_isFirst || operation is null) return;
        Begin(operation);
        if (operation is "INSERT" or "REPLACE" or "UPDATE" or "TRUNCATE" or "CALL") ExpectTables(mayBeCall: false);
        if (operation is "INSERT" or "REPLACE" or "CALL") _listDepth = -1;
    }

    private void TakeTable()
    {
        var table = Unquoted(_token);
        _expectsTable = false;
        _lexer.Read(ref _token);
        while (_token.Kind == TokenKind.Dot)
        {
            _lexer.Read(ref _token);
            if (!_token.IsName) return;
            table = $"{table}.{Unquoted(_token)}";
            _lexer.Read(ref _token);
        }

        // A function that makes rows is no table.
        if ((_mayBeCall && _token.Kind == TokenKind.OpenParenthesis) || table.Equals("DUAL", StringComparison.OrdinalIgnoreCase)) return;
        Append(table);
        if (Operation == "CALL") return;
        Collection = _tables == 0 || Collection == table ? table : null;
        _tables++;
    }

    private void Begin(string operation)
    {
        Operation ??= operation;
        Append(operation);
    }

    private void Append(string word)
    {
        if (Summary.Length + 1 + word.Length > LongestSummary) return;
        Summary = Summary.Length == 0 ? word : $"{Summary} {word}";
    }

    private void ExpectTables(bool mayBeCall) => (_expectsTable, _mayBeCall, _listDepth) = (true, mayBeCall, _depth);

    // What is named there is no table, and its operation is not the statement's.
    private readonly bool IsInWith => _isFirst && _isWith && _depth > 0;

    private readonly bool IsInQuery => _depth >= Deepest || (_queries & (1UL << _depth)) != 0;

    private readonly bool IsModifier()
    {
        var word = _text.AsSpan(_token.Start, _token.Length);
        return Is(word, "INTO") || Is(word, "TABLE") || Is(word, "LOW_PRIORITY") || Is(word, "HIGH_PRIORITY") || Is(word, "DELAYED") || Is(word, "IGNORE") ||
            Is(word, "IF") || Is(word, "NOT") || Is(word, "EXISTS") || Is(word, "LATERAL") || Is(word, "SELECT") || Is(word, "QUICK");
    }

    private static bool EndsList(ReadOnlySpan<char> word) =>
        Is(word, "WHERE") || Is(word, "SET") || Is(word, "GROUP") || Is(word, "ORDER") || Is(word, "LIMIT") || Is(word, "HAVING") || Is(word, "WINDOW") ||
        Is(word, "FOR") || Is(word, "UNION") || Is(word, "EXCEPT") || Is(word, "INTERSECT") || Is(word, "VALUES") || Is(word, "LOCK");

    private readonly string Unquoted(in Token token) => token.Kind == TokenKind.QuotedName
        ? _text[(token.Start + 1)..(token.End - 1)].Replace("``", "`", StringComparison.Ordinal)
        : _text[token.Start..token.End];

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
