using System.Text;

namespace RoutingData.Statements;

/// <summary>
/// The body of a trigger, function or procedure: what it leaves in the session that runs it, and whether it does more than read. What is not
/// understood may do anything.
/// </summary>
internal static class ProgramReader
{
    /// <summary>Reads the whole text as one program.</summary>
    public static void Read(ref StatementScan scan)
    {
        var blocks = default(ProgramBlocks);
        var locals = new ProgramLocals();
        var begins = true;
        while (!scan.AtEndOfText && !blocks.IsLost)
        {
            if (begins)
            {
                (scan.SawInto, scan.SawMatch, scan.SawJsonTable, scan.ChangesRows) = (false, false, false, false);
                begins = Begin(ref scan, ref blocks, locals);
            }
            else
            {
                begins = Continue(ref scan, ref blocks);
            }
        }

        if (blocks.IsLost || scan.Depth != 0)
            scan.Verdict.RunsUnknownStatements();
    }

    /// <summary>Returns a statement's first words; whether another statement begins after them.</summary>
    private static bool Begin(ref StatementScan scan, ref ProgramBlocks blocks, ProgramLocals locals)
    {
        switch (scan.Current.Keyword)
        {
            case var _ when scan.Current.Kind is TokenKind.Semicolon:
                scan.Next();
                return true;
            case var _ when scan.Current.Kind is TokenKind.OpenParenthesis:
                PassParentheses(ref scan);
                return false;
            case var _ when scan.Current.IsName && IsColon(in scan, scan.Peek()):
                scan.Next();
                scan.Next();
                return true;
            case Keyword.Begin or Keyword.Loop or Keyword.Repeat:
                blocks.Open(isExpression: false);
                scan.Next();
                return true;
            case Keyword.If or Keyword.While or Keyword.Case:
                blocks.Open(isExpression: false);
                scan.Next();
                PassParentheses(ref scan);
                return false;
            case Keyword.For:
                blocks.Open(isExpression: false);
                scan.Next();
                locals.Add(in scan);
                scan.Next();
                scan.Skip(Keyword.In);
                PassParentheses(ref scan);
                return false;
            case Keyword.Else:
                scan.Next();
                return true;
            case Keyword.End:
                return Continue(ref scan, ref blocks);
            case Keyword.Declare:
                scan.Next();
                return locals.Read(ref scan);
            case Keyword.Set:
                ProgramAssignments.Read(ref scan, locals);
                return false;
            case Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete:
                DataChangeReader.Read(ref scan);
                return false;
            case Keyword.Call:
                Call(ref scan);
                return false;
            case Keyword.Get:
                ToEnd(ref scan, StatementEffects.PinsUserVariable, unlessNoVariable: true);
                return false;
            case Keyword.Select or Keyword.With or Keyword.Values or Keyword.Table:
                return false;
            case Keyword.Do or Keyword.Open or Keyword.Close or Keyword.Signal or Keyword.Resignal:
            case var _ when IsHarmless(in scan):
                scan.Next();
                PassParentheses(ref scan);
                return false;
            case Keyword.Create or Keyword.Drop when scan.Peek().Is(Keyword.Temporary):
                scan.Verdict.Writes("changes definitions (DDL)");
                ToEnd(ref scan, StatementEffects.PinsTemporaryTable, unlessNoVariable: false);
                return false;
            default:
                scan.Verdict.Writes("holds a statement that is not known here");
                scan.Verdict.RunsUnknownStatements();
                scan.Next();
                return false;
        }
    }

    /// <summary>One token inside a statement; whether another statement begins after it.</summary>
    private static bool Continue(ref StatementScan scan, ref ProgramBlocks blocks)
    {
        switch (scan.Current.Keyword)
        {
            case var _ when scan.Current.Kind == TokenKind.Semicolon:
                scan.Next();
                return true;
            case var _ when scan.Previous.Kind == TokenKind.Dot:
                break;
            case Keyword.Case:
                blocks.Open(isExpression: true);
                scan.Next();
                PassParentheses(ref scan);
                return false;
            case Keyword.End:
                blocks.Close();
                scan.Next();
                if (scan.Current.Keyword is Keyword.If or Keyword.Case or Keyword.Loop or Keyword.Repeat or Keyword.While or Keyword.For)
                    scan.Next();
                return false;
            case Keyword.Then or Keyword.Else:
                scan.Next();
                if (!blocks.IsExpression)
                    return true;
                PassParentheses(ref scan);
                return false;
            case Keyword.Do:
                scan.Next();
                return true;
            // A variable of the program's own takes it.
            case Keyword.Into when !IsFile(in scan, scan.Peek()):
                scan.SawInto = true;
                scan.Next();
                return false;
            case not Keyword.None:
                scan.SawInto = false;
                break;
        }

        CodeInspector.Inspect(ref scan);
        scan.Next();
        return false;
    }

    // CALL [schema.]name
    private static void Call(ref StatementScan scan)
    {
        scan.Next();
        var (schema, name) = (scan.Options.Schema, Names.Value(scan.TextOf(scan.Current)));
        scan.Next();
        if (scan.Current.Kind == TokenKind.Dot)
        {
            scan.Next();
            (schema, name) = (name, Names.Value(scan.TextOf(scan.Current)));
            scan.Next();
        }

        scan.Verdict.Writes("calls a procedure (CALL)");
        if (!scan.Options.TracelessProcedures.Contains($"{schema}.{name}"))
            scan.Verdict.RunsUnknownStatements();
        PassParentheses(ref scan);
        // An OUT argument assigns its variable.
        scan.SawInto = true;
    }

    // Nothing in them is called.
    private static void ToEnd(ref StatementScan scan, StatementEffects effects, bool unlessNoVariable)
    {
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (!unlessNoVariable || scan.Current.Kind == TokenKind.UserVariable)
                scan.Verdict.Adds(effects);
        }
    }

    // After a word of programs they are no call's.
    private static void PassParentheses(ref StatementScan scan)
    {
        while (scan.Current.Kind == TokenKind.OpenParenthesis)
            scan.Next();
    }

    private static bool IsHarmless(in StatementScan scan) =>
        scan.Current.Kind == TokenKind.Word && scan.TextOf(scan.Current) is var word &&
        (Is(word, "RETURN") || Is(word, "UNTIL") || Is(word, "LEAVE") || Is(word, "ITERATE") || Is(word, "FETCH") || Is(word, "ELSEIF") ||
            Is(word, "WHEN"));

    private static bool IsFile(in StatementScan scan, Token next) =>
        next.Kind == TokenKind.Word && scan.TextOf(next) is var word && (Is(word, "OUTFILE") || Is(word, "DUMPFILE"));

    private static bool IsColon(in StatementScan scan, Token next) => next.Kind == TokenKind.Operator && scan.TextOf(next) is ":";

    private static bool Is(ReadOnlySpan<char> word, string known) => Ascii.EqualsIgnoreCase(word, known);
}
