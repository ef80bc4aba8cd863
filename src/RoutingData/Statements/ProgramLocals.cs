using System.Text;

namespace RoutingData.Statements;

/// <summary>The variables that a stored program declares: what else it sets is the session's.</summary>
internal sealed class ProgramLocals
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "NEW", "OLD" };

    /// <summary>Adds the name at the current token.</summary>
    public void Add(in StatementScan scan) => _names.Add(Names.Value(scan.TextOf(scan.Current)));

    /// <summary>Whether a name is one.</summary>
    public bool Contains(ReadOnlySpan<char> name) => _names.Contains(Names.Value(name));

    /// <summary>Reads what follows DECLARE, except expressions; whether a statement begins there: what a handler does.</summary>
    public bool Read(ref StatementScan scan)
    {
        if (scan.Peek().Is(Keyword.Handler))
        {
            scan.Next();
            scan.Next();
            scan.Skip(Keyword.For);
            PassConditions(ref scan);
            return true;
        }

        while (scan.Current.IsName)
        {
            Add(in scan);
            scan.Next();
            if (scan.Current.Kind != TokenKind.Comma)
                break;
            scan.Next();
        }

        // A type may have parentheses; a default, or a cursor's query, is code.
        while (!scan.AtEndOfStatement && !scan.At(Keyword.Default) && !scan.At(Keyword.Select) && !scan.At(Keyword.With))
            scan.Next();
        if (scan.Skip(Keyword.Default))
        {
            while (scan.Current.Kind == TokenKind.OpenParenthesis)
                scan.Next();
        }

        return false;
    }

    // SQLEXCEPTION, NOT FOUND, SQLSTATE [VALUE] '23000', 1062, name
    private static void PassConditions(ref StatementScan scan)
    {
        while (!scan.AtEndOfStatement)
        {
            var first = scan.TextOf(scan.Current);
            var isLong = Ascii.EqualsIgnoreCase(first, "NOT") || Ascii.EqualsIgnoreCase(first, "SQLSTATE");
            scan.Next();
            if (isLong && scan.At(Keyword.Value))
                scan.Next();
            if (isLong)
                scan.Next();
            if (scan.Current.Kind != TokenKind.Comma)
                return;
            scan.Next();
        }
    }
}
