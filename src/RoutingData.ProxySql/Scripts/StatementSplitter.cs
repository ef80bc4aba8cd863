using System.Text;

namespace RoutingData.ProxySql.Scripts;

/// <summary>
/// Splits a script into statements at semicolons and \G, as the mysql client does. Comments of all three forms are taken out; quotes are SQLite's, in
/// which a backslash is a character like any other.
/// </summary>
internal sealed class StatementSplitter(string text, string file)
{
    private readonly StringBuilder _statement = new();
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private ProxySqlPosition? _begin;

    /// <summary>The statements, in their order; empty ones are left out.</summary>
    /// <exception cref="ProxySqlFormatException">A string or a comment has no end.</exception>
    public static IEnumerable<AdminStatement> Split(string text, string file) => new StatementSplitter(text, file).Read();

    private char Current => text[_at];

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private ProxySqlPosition Position => new(file, _line, _at - _lineStart + 1);

    private IEnumerable<AdminStatement> Read()
    {
        while (_at < text.Length)
        {
            if (Current == ';' || (Current == '\\' && Next is 'G' or 'g'))
            {
                if (Current == '\\') Step();
                Step();
                if (Take() is { } statement) yield return statement;
            }
            else if (Current == '#' || (Current == '-' && Next == '-'))
            {
                while (_at < text.Length && Current != '\n') Step();
            }
            else if (Current == '/' && Next == '*')
            {
                SkipBlockComment();
            }
            else if (Current is '\'' or '"' or '`')
            {
                Quoted();
            }
            else
            {
                Keep();
            }
        }

        if (Take() is { } last) yield return last;
    }

    private AdminStatement? Take()
    {
        var statement = _begin is { } position ? new AdminStatement(_statement.ToString().TrimEnd(), position) : null;
        _statement.Clear();
        _begin = null;
        return statement;
    }

    private void Quoted()
    {
        var (quote, position) = (Current, Position);
        Keep();
        while (_at < text.Length)
        {
            var isEnd = Current == quote;
            Keep();
            if (isEnd) return;
        }

        throw new ProxySqlFormatException(position, "The quotes that begin here have no end. Inside, a quote is written twice.");
    }

    private void SkipBlockComment()
    {
        var position = Position;
        Step();
        Step();
        while (_at < text.Length && !(Current == '*' && Next == '/')) Step();
        if (_at >= text.Length) throw new ProxySqlFormatException(position, "The comment that begins here has no end.");
        Step();
        Step();
        if (_begin is not null) _statement.Append(' ');
    }

    private void Keep()
    {
        if (_begin is null && char.IsWhiteSpace(Current))
        {
            Step();
            return;
        }

        _begin ??= Position;
        _statement.Append(Current);
        Step();
    }

    private void Step()
    {
        if (text[_at++] != '\n') return;
        _line++;
        _lineStart = _at;
    }
}
