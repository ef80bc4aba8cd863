using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>The one INSERT, REPLACE, UPDATE or DELETE of a text, to be sent between other statements.</summary>
internal static class SingleDml
{
    /// <summary>Finds where it ends: what comes after its last token, a semicolon or a comment, is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How the session reads quotes and backslashes.</param>
    /// <returns>The length of the text up to there; 0 if the text is no such statement, or brings rows.</returns>
    public static int LengthIn(ReadOnlySpan<char> text, ClassifierOptions options)
    {
        var lexer = new Lexer(text, options, readsConditionalComments: true);
        var token = default(Token);
        lexer.Read(ref token);
        if (token.Keyword is not (Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete)) return 0;
        var end = 0;
        while (!token.EndsStatement)
        {
            if (token.Kind == TokenKind.Broken || token.Is(Keyword.Returning)) return 0;
            // What it asks for is another thing after the router's own statement, and on another connection.
            if (token.Call is CallKind.AsksConnection or CallKind.AsksPreviousStatement) return 0;
            end = token.End;
            lexer.Read(ref token);
        }

        if (token.Kind == TokenKind.Semicolon) lexer.Read(ref token);
        // Servers read executable comments in several ways, and what is left out may be the end of one.
        return token.Kind != TokenKind.End || lexer.Comments.Boundaries > 0 ? 0 : end;
    }

    /// <summary>Whether a text names one of some tables.</summary>
    public static bool Reaches(ReadOnlySpan<char> text, ClassifierOptions options, FrozenSet<string> names)
    {
        if (names.Count == 0) return false;
        var lexer = new Lexer(text, options, readsConditionalComments: true);
        var token = default(Token);
        for (lexer.Read(ref token); token.Kind is not (TokenKind.End or TokenKind.Broken); lexer.Read(ref token))
            if (token.IsName && names.Contains(Names.Unquote(text.Slice(token.Start, token.Length)).ToString())) return true;
        return token.Kind == TokenKind.Broken;
    }
}
