namespace RoutingData.Bench.Replay.Scripts;

/// <summary>
/// Cuts a script into statements as the servers' own clients do: at the delimiter, which a line may change, outside quotes and comments.
/// Commands of mysqltest and what they fill in are left out, so that a server's test files can be replayed as far as they are SQL.
/// </summary>
internal static class ScriptReader
{
    private const string Delimiter = "DELIMITER";

    public static IEnumerable<ScriptStatement> Read(string script)
    {
        var (delimiter, at, line) = (";", 0, 1);
        while (true)
        {
            SkipBlanks(script, ref at, ref line);
            if (at == script.Length) yield break;
            if (IsLineCommand(script, at, out var argument))
            {
                delimiter = argument is null ? delimiter : NewDelimiter(argument, delimiter);
                var end = EndOfLine(script, at);
                if (script[at..end].Trim() == ScriptStatement.NewSession) yield return new ScriptStatement(line, ScriptStatement.NewSession);
                at = end;
                continue;
            }

            var next = EndOf(script, at, delimiter);
            var text = script[at..next].Trim();
            if (text.Length > 0 && !TestCommands.Contains(text)) yield return new ScriptStatement(line, text);
            line += script.AsSpan(at, next - at).Count('\n');
            at = Math.Min(script.Length, next + delimiter.Length);
        }
    }

    private static void SkipBlanks(string script, ref int at, ref int line)
    {
        for (; at < script.Length && char.IsWhiteSpace(script[at]); at++)
            if (script[at] == '\n') line++;
    }

    // A comment, a command of mysqltest, or DELIMITER with its argument.
    private static bool IsLineCommand(string script, int at, out string? argument)
    {
        argument = null;
        var rest = script.AsSpan(at, EndOfLine(script, at) - at);
        if (rest.StartsWith(Delimiter, StringComparison.OrdinalIgnoreCase) && rest.Length > Delimiter.Length && char.IsWhiteSpace(rest[Delimiter.Length]))
        {
            argument = rest[Delimiter.Length..].Trim().ToString();
            return true;
        }

        return rest is ['#', ..] or ['-', '-', ..] || rest.Trim() is "}" or "{";
    }

    // mysqltest ends the line with the delimiter that holds so far.
    private static string NewDelimiter(string argument, string delimiter) =>
        argument.Length > delimiter.Length && argument.EndsWith(delimiter, StringComparison.Ordinal) ? argument[..^delimiter.Length] : argument;

    private static int EndOfLine(string script, int at)
    {
        var end = script.IndexOf('\n', at);
        return end < 0 ? script.Length : end;
    }

    private static int EndOf(string script, int at, string delimiter)
    {
        while (at < script.Length)
        {
            if (string.CompareOrdinal(script, at, delimiter, 0, delimiter.Length) == 0) return at;
            at = script[at] switch
            {
                '\'' or '"' or '`' => EndOfQuote(script, at),
                '#' => EndOfLine(script, at),
                '-' when IsDashComment(script, at) => EndOfLine(script, at),
                '/' when at + 1 < script.Length && script[at + 1] == '*' => EndOfComment(script, at),
                _ => at + 1,
            };
        }

        return script.Length;
    }

    private static bool IsDashComment(string script, int at) =>
        at + 2 < script.Length && script[at + 1] == '-' && char.IsWhiteSpace(script[at + 2]);

    private static int EndOfComment(string script, int at)
    {
        var end = script.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return end < 0 ? script.Length : end + 2;
    }

    private static int EndOfQuote(string script, int at)
    {
        var quote = script[at++];
        for (; at < script.Length; at++)
        {
            if (script[at] == '\\' && quote != '`') at++;
            else if (script[at] == quote) return at + 1;
        }

        return script.Length;
    }
}
