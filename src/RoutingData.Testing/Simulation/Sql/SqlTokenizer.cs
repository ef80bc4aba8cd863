using System.Text;

namespace RoutingData.Testing.Simulation;

/// <summary>Cuts the text of a command into tokens.</summary>
internal sealed class SqlTokenizer(string text)
{
    private int _at;

    /// <summary>All tokens; the last one is <see cref="SqlTokenKind.End"/>.</summary>
    public static List<SqlToken> Read(string text)
    {
        var tokens = new List<SqlToken>();
        var tokenizer = new SqlTokenizer(text);
        do tokens.Add(tokenizer.Next());
        while (tokens[^1].Kind != SqlTokenKind.End);
        return tokens;
    }

    private SqlToken Next()
    {
        SkipBlanks();
        if (_at == text.Length) return new SqlToken(SqlTokenKind.End, "");
        var first = text[_at];
        if (char.IsAsciiDigit(first)) return Take(SqlTokenKind.Number, static c => char.IsAsciiDigit(c) || c == '.');
        if (IsWord(first)) return Take(SqlTokenKind.Word, IsWord);
        switch (first)
        {
            case '\'' or '"':
                return new SqlToken(SqlTokenKind.Text, Quoted(first));
            case '`':
                return new SqlToken(SqlTokenKind.QuotedName, Quoted(first));
            case '@' when text.AsSpan(_at).StartsWith("@@"):
                _at += 2;
                return Take(SqlTokenKind.SystemVariable, static c => IsWord(c) || c == '.');
            case '@':
                _at++;
                return Take(SqlTokenKind.UserVariable, static c => IsWord(c) || c == '.');
            case '?':
                _at++;
                return new SqlToken(SqlTokenKind.Placeholder, "?");
        }

        var length = text.AsSpan(_at) is ['<' or '>' or '!' or ':', '=', ..] or ['<', '>', ..] ? 2 : 1;
        _at += length;
        return new SqlToken(SqlTokenKind.Symbol, text.Substring(_at - length, length));
    }

    private SqlToken Take(SqlTokenKind kind, Func<char, bool> belongs)
    {
        var start = _at;
        while (_at < text.Length && belongs(text[_at])) _at++;
        return new SqlToken(kind, text[start.._at]);
    }

    private string Quoted(char quote)
    {
        var inside = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '\\' && quote != '`' && _at + 1 < text.Length) c = text[++_at];
            else if (c == quote && (_at + 1 == text.Length || text[++_at] != quote)) break;
            inside.Append(c);
        }

        if (_at < text.Length && text[_at] == quote) _at++;
        return inside.ToString();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var rest = text.AsSpan(_at);
            if (char.IsWhiteSpace(rest[0])) _at++;
            else if (rest.StartsWith("/*")) SkipPast("*/");
            else if (rest[0] == '#' || rest.StartsWith("-- ") || rest.StartsWith("--\n")) SkipPast("\n");
            else return;
        }
    }

    private void SkipPast(string end)
    {
        var found = text.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? text.Length : found + end.Length;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
