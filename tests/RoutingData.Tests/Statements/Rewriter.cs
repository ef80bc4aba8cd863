using System.Text;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Writes a statement differently without changing what it means, token by token.</summary>
internal static class Rewriter
{
    /// <summary>Puts gaps where the tokens have one already, and some where none is needed.</summary>
    public static string Respace(string statement, string[] gaps, Random random)
    {
        var rewritten = new StringBuilder(Gap());
        var end = -1;
        var previous = default(Token);
        foreach (var token in Tokens(statement))
        {
            // A blank between a name and its parenthesis may make another function of it.
            var isCall = token.Kind == TokenKind.OpenParenthesis && previous.IsName && token.Start == end;
            if ((end >= 0 && token.Start > end) ||
                (!isCall && (IsBracketOrComma(previous) || IsBracketOrComma(token)) && random.Next(2) == 0))
                rewritten.Append(Gap());
            rewritten.Append(statement.AsSpan(token.Start, token.Length));
            end = token.End;
            previous = token;
        }

        return previous.Kind == TokenKind.Broken ? rewritten.ToString() : rewritten.Append(Gap()).ToString();

        string Gap() => gaps[random.Next(gaps.Length)];
    }

    /// <summary>Gives every unquoted ASCII letter a case of its own.</summary>
    public static string Recase(string statement, Random random)
    {
        var rewritten = statement.ToCharArray();
        foreach (var token in Tokens(statement))
        {
            if (token.Kind is not (TokenKind.Word or TokenKind.UserVariable or TokenKind.SystemVariable))
                continue;
            foreach (ref var c in rewritten.AsSpan(token.Start, token.Length))
            {
                if (char.IsAsciiLetter(c))
                    c = (char)(random.Next(2) == 0 ? c | 0x20 : c & ~0x20);
            }
        }

        return new string(rewritten);
    }

    /// <summary>Whether text after this statement is not swallowed by it: a broken literal, a block that goes on.</summary>
    public static bool Ends(string statement) =>
        Tokens(statement).All(token => token.Kind != TokenKind.Broken) &&
        StatementClassifier.Classify(statement + "\n; SELECT 1", ClassifierOptions.Default).StatementCount >
        StatementClassifier.Classify(statement, ClassifierOptions.Default).StatementCount;

    private static bool IsBracketOrComma(Token token) =>
        token.Kind is TokenKind.OpenParenthesis or TokenKind.CloseParenthesis or TokenKind.Comma or TokenKind.Semicolon;

    private static List<Token> Tokens(string statement)
    {
        var lexer = new Lexer(statement, ClassifierOptions.Default, readsConditionalComments: true);
        var tokens = new List<Token>();
        var token = default(Token);
        for (lexer.Read(ref token); token.Kind != TokenKind.End; lexer.Read(ref token))
            tokens.Add(token);
        return tokens;
    }
}
