using System.Text;

namespace RoutingData.Statements;

/// <summary>The value of an assignment, as far as it matters for repeating it.</summary>
/// <param name="IsRepeatable">
/// Literals, @@variables and functions of text only: the same assignments in the same order give the same value on any connection.
/// </param>
/// <param name="IsOn">It is a literal that switches something on.</param>
/// <param name="IsOff">It is a literal that switches something off.</param>
/// <param name="Name">The one word or string that it is, COLLATE aside; else nothing.</param>
/// <param name="ReadsVariables">It holds an @@variable: what the assignments before it have set may be part of it.</param>
/// <param name="End">Where the assignment ends in the text.</param>
internal readonly record struct SettingValue(bool IsRepeatable, bool IsOn, bool IsOff, Token Name, bool ReadsVariables, int End)
{
    /// <summary>Reads to the comma or the end of the statement, and takes what is in the value into the verdict.</summary>
    public static SettingValue Read(ref StatementScan scan, int boundaries)
    {
        var first = scan.Current;
        var tokens = 0;
        var isNamed = first.IsName || first.Kind == TokenKind.String;
        var repeatable = true;
        var readsVariables = false;
        for (; !scan.AtEndOfStatement && !(scan.Current.Kind == TokenKind.Comma && scan.Depth == 0); scan.Next())
        {
            CodeInspector.Inspect(ref scan);
            repeatable &= IsRepeatableToken(in scan) && scan.Comments.Boundaries == boundaries;
            readsVariables |= scan.Current.Kind == TokenKind.SystemVariable;
            isNamed &= tokens != 1 || scan.At(Keyword.Collate);
            tokens++;
        }

        return new SettingValue(
            repeatable && tokens > 0, tokens == 1 && MeansOn(in scan, first), tokens == 1 && MeansOff(in scan, first),
            isNamed ? first : default, readsVariables, scan.Previous.End);
    }

    /// <summary>Whether it names UTF-8.</summary>
    public bool IsUtf8(in StatementScan scan) => ClientCharset.IsUtf8(Names.Unquote(scan.TextOf(Name)));

    /// <summary>Whether it names a character set in which ASCII characters stand for themselves wherever they are.</summary>
    public bool KeepsAscii(in StatementScan scan) => ClientCharset.KeepsAscii(Names.Unquote(scan.TextOf(Name)));

    // FROM is what makes a SELECT depend on data; SELECT REPLACE(@@sql_mode, 'a', 'b') does not.
    private static bool IsRepeatableToken(in StatementScan scan) => scan.Current.Kind switch
    {
        TokenKind.UserVariable or TokenKind.Parameter or TokenKind.Broken or TokenKind.Assign or TokenKind.QuotedName => false,
        TokenKind.Word => !scan.At(Keyword.From),
        TokenKind.OpenParenthesis => !scan.Previous.IsName || IsTextFunction(scan.TextOf(scan.Previous)),
        _ => true,
    };

    private static bool IsTextFunction(ReadOnlySpan<char> name)
    {
        foreach (var function in (ReadOnlySpan<string>)["CONCAT", "CONCAT_WS", "REPLACE", "TRIM", "LOWER", "UPPER", "IFNULL", "COALESCE"])
        {
            if (Ascii.EqualsIgnoreCase(function, name))
                return true;
        }

        return false;
    }

    private static bool MeansOn(in StatementScan scan, Token value)
    {
        var text = Names.Unquote(scan.TextOf(value));
        return value.Kind switch
        {
            TokenKind.Number => text.TrimStart('0') is "1",
            TokenKind.String => text is "1" || Ascii.EqualsIgnoreCase(text, "ON"),
            TokenKind.Word => value.Keyword is Keyword.On or Keyword.True,
            _ => false,
        };
    }

    private static bool MeansOff(in StatementScan scan, Token value)
    {
        var text = Names.Unquote(scan.TextOf(value));
        return value.Kind switch
        {
            TokenKind.Number => text.TrimStart('0').IsEmpty,
            TokenKind.String or TokenKind.Word =>
                text is "0" || Ascii.EqualsIgnoreCase(text, "OFF") || Ascii.EqualsIgnoreCase(text, "FALSE"),
            _ => false,
        };
    }
}
