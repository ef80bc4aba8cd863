namespace RoutingData.Statements;

/// <summary>SET inside a stored program: what is not the program's own is the session's, and stays.</summary>
internal static class ProgramAssignments
{
    /// <summary>Reads to the end of the statement.</summary>
    public static void Read(ref StatementScan scan, ProgramLocals locals)
    {
        do
        {
            // At SET, or at a comma.
            scan.Next();
            Target(ref scan, locals);
            while (!scan.AtEndOfStatement && !(scan.Current.Kind == TokenKind.Comma && scan.Depth == 0))
            {
                CodeInspector.Inspect(ref scan);
                scan.Next();
            }
        }
        while (scan.Current.Kind == TokenKind.Comma);
    }

    private static void Target(ref StatementScan scan, ProgramLocals locals)
    {
        var first = scan.Current;
        if (first.Kind == TokenKind.UserVariable)
            scan.Verdict.Adds(StatementEffects.PinsUserVariable);
        else if (!first.IsName || !locals.Contains(scan.TextOf(first)))
            scan.Verdict.Adds(StatementEffects.PinsSetting);
        while (!scan.AtEndOfStatement && scan.Current.Kind is not (TokenKind.Equals or TokenKind.Assign or TokenKind.Comma))
            scan.Next();
        if (scan.Current.Kind is TokenKind.Equals or TokenKind.Assign)
            scan.Next();
        while (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }
}
