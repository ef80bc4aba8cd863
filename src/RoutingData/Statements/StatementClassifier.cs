using System.Text;

namespace RoutingData.Statements;

/// <summary>Finds from a command's text where it may run and what it leaves behind. Never throws, whatever the text.</summary>
internal static class StatementClassifier
{
    /// <param name="commandText">One or several statements.</param>
    /// <param name="options">What text alone does not say.</param>
    /// <param name="parameterNames">Names of the bound parameters; an @name among them is a value, any other session state.</param>
    public static StatementTraits Classify(
        string commandText, ClassifierOptions options, IReadOnlyCollection<string>? parameterNames = null)
    {
        if (options.IsForeignCharset && !Ascii.IsValid(commandText))
            return StatementTraits.Unreadable;
        var parameters = new ParameterNames(parameterNames);
        var traits = Read(commandText, options, parameters, readsConditionalComments: true, out var comments);
        if (!comments.SawConditional)
            return traits;

        var without = Read(commandText, options, parameters, readsConditionalComments: false, out var skipped);
        return TextVerdict.Stricter(traits, without, comments.SawMixedConditions || skipped.SawMixedConditions);
    }

    /// <summary>Returns the same of the body of a stored program, taken as one statement.</summary>
    /// <param name="body">One statement, or a block.</param>
    /// <param name="options">What text alone does not say; the schema is the program's.</param>
    public static StatementTraits ClassifyProgram(string body, ClassifierOptions options)
    {
        var traits = Read(readsConditionalComments: true, out var comments);
        if (!comments.SawConditional)
            return traits;

        var without = Read(readsConditionalComments: false, out var skipped);
        return TextVerdict.Stricter(traits, without, comments.SawMixedConditions || skipped.SawMixedConditions);

        StatementTraits Read(bool readsConditionalComments, out Comments comments)
        {
            var scan = new StatementScan(body, options, new ParameterNames(null), readsConditionalComments);
            ProgramReader.Read(ref scan);
            comments = scan.Comments;
            if (comments.IsOpen)
                scan.Verdict.RunsUnknownStatements();
            return scan.Verdict.ToTraits();
        }
    }

    private static StatementTraits Read(
        string text, ClassifierOptions options, ParameterNames parameters, bool readsConditionalComments, out Comments comments)
    {
        var scan = new StatementScan(text, options, parameters, readsConditionalComments);
        var verdict = new TextVerdict();
        while (true)
        {
            while (scan.Current.Kind == TokenKind.Semicolon)
                scan.Next();
            if (scan.AtEndOfText)
                break;
            scan.StartStatement();
            StatementReader.Read(ref scan);
            verdict.Add(in scan.Verdict);
            if ((scan.Verdict.Effects & StatementEffects.ChangesClientCharset) != 0 && !scan.AtEndOfText && !Ascii.IsValid(text))
            {
                verdict.AddUnreadable();
                break;
            }
        }

        comments = scan.Comments;
        if (comments.IsOpen)
        {
            scan.StartStatement();
            scan.Verdict.Writes("an executable comment that never ends");
            verdict.Add(in scan.Verdict);
        }

        return verdict.ToTraits(scan.DependsOnParameterNames);
    }
}
