namespace RoutingData.Statements;

/// <summary>Blocks of statements, in which a semicolon does not end the statement that is sent.</summary>
internal static class CompoundReader
{
    /// <summary>Reads a block that runs at once (MariaDB's BEGIN NOT ATOMIC, IF, WHILE): one statement, whatever it does.</summary>
    public static void ReadToEndOfText(ref StatementScan scan)
    {
        scan.Verdict.Writes("runs a compound statement");
        scan.Verdict.RunsUnknownStatements();
        scan.Verdict.IsRefusedWhole = false;
        while (!scan.AtEndOfText)
            scan.Next();
    }

    /// <summary>Reads the rest of a CREATE that defines a routine: to the semicolon after its body.</summary>
    public static void ReadRoutine(ref StatementScan scan)
    {
        var depth = 0;
        while (!scan.AtEndOfText && (depth > 0 || !scan.AtEndOfStatement))
        {
            if (IsForeignBody(in scan))
            {
                ReadToEndOfText(ref scan);
                return;
            }

            if (scan.At(Keyword.End) && scan.Previous.Kind != TokenKind.Dot)
            {
                depth = Math.Max(0, depth - 1);
                scan.Next();
                if (scan.Current.Keyword is Keyword.If or Keyword.Case or Keyword.Loop or Keyword.Repeat or Keyword.While or Keyword.For)
                    scan.Next();
                continue;
            }

            if (Opens(in scan))
                depth++;
            scan.Next();
        }

        // A body that we did not see end may have hidden other statements.
        if (depth > 0)
            scan.Verdict.RunsUnknownStatements();
    }

    // JavaScript between $$ and $$, or a package: not ours to take apart.
    private static bool IsForeignBody(in StatementScan scan) =>
        scan.At(Keyword.Package) || (scan.Current.Kind == TokenKind.Word && scan.TextOf(scan.Current)[0] == '$');

    private static bool Opens(in StatementScan scan) => scan.Current.Keyword switch
    {
        Keyword.Begin or Keyword.Case or Keyword.While or Keyword.Loop => scan.Previous.Kind != TokenKind.Dot,
        Keyword.Repeat => scan.Peek().Kind != TokenKind.OpenParenthesis,
        Keyword.If or Keyword.For => StartsStatement(scan.Previous),
        _ => false,
    };

    // Elsewhere IF is a function or IF EXISTS, and FOR belongs to a cursor, a handler or FOR EACH ROW.
    private static bool StartsStatement(Token previous) =>
        previous.Kind == TokenKind.Semicolon || previous.Keyword is Keyword.Begin or Keyword.Then or Keyword.Else or Keyword.Do or
            Keyword.Loop or Keyword.Repeat or Keyword.Row;
}
