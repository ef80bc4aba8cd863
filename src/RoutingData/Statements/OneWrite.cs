namespace RoutingData.Statements;

/// <summary>
/// Tells texts that mean the same in a transaction of their own: one INSERT, REPLACE, UPDATE or DELETE, whatever it brings, and reads beside it. Two writes
/// would be committed one by one, and together only in a transaction.
/// </summary>
internal static class OneWrite
{
    private const TransactionEffects AutocommitOn = TransactionEffects.TurnsAutocommitOn | TransactionEffects.CommitsIfAutocommitWasOff;

    /// <param name="text">The text.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="options">How the session reads quotes and backslashes.</param>
    public static bool Is(ReadOnlySpan<char> text, StatementTraits traits, ClassifierOptions options)
    {
        if (traits.PartCount != traits.StatementCount || traits.UsesUserVariables) return false;
        var lexer = new Lexer(text, options, readsConditionalComments: true);
        var token = default(Token);
        var writes = 0;
        for (var place = 0; ; place++)
        {
            do lexer.Read(ref token);
            while (token.Kind == TokenKind.Semicolon);
            if (token.Kind == TokenKind.End) return IsWhole(place, lexer.Comments);
            if (place == traits.PartCount) return false;
            var statement = traits.StatementAt(place);
            var isWrite = token.Keyword is Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete;
            if (isWrite ? ++writes > 1 || !IsPlainWrite(statement) : !IsHarmless(statement, token.Keyword, place)) return false;
            for (; !token.EndsStatement; lexer.Read(ref token))
            {
                if (token.Kind == TokenKind.Broken) return false;
                // What it asks of the statement before, or of the connection, is another thing after the router's own statement.
                if ((isWrite || writes == 0) && token.Call is (CallKind.AsksConnection or CallKind.AsksPreviousStatement)) return false;
            }

            if (token.Kind == TokenKind.End) return IsWhole(place + 1, lexer.Comments);
        }

        // Servers read executable comments in several ways.
        bool IsWhole(int places, in Comments comments) => writes == 1 && places == traits.PartCount && !comments.SawConditional && !comments.IsOpen;
    }

    private static bool IsPlainWrite(StatementTraits write) =>
        write is { Effects: StatementEffects.None, RefusedMeansNotExecuted: true, CallsUnknownCode: false };

    private static bool IsHarmless(StatementTraits statement, Keyword keyword, int place) => keyword switch
    {
        Keyword.Select => statement is { Effects: StatementEffects.None, CallsUnknownCode: false } and not { Target: StatementTarget.Writer },
        // Providers of EF Core begin with it. It does nothing where autocommit is on, as it is in a session that is tied to nothing.
        Keyword.Set => place == 0 && !statement.Pins && statement.Transaction == AutocommitOn,
        _ => false,
    };
}
