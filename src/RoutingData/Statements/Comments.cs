namespace RoutingData.Statements;

/// <summary>
/// The comments of both servers. An executable comment is code where its version condition holds; as the classifier does not know
/// the server, it reads a text with such comments twice, once with and once without them, and takes the stricter answer.
/// </summary>
internal struct Comments(bool readsConditional)
{
    // Every server in use runs these: MySQL from 5.7 on; MariaDB skips 50700 to 99999.
    private const int VersionEveryServerHas = 50699;

    private readonly bool _readsConditional = readsConditional;
    private bool _insideExecutable;

    /// <summary>How many boundaries of executable comments were passed; two equal counts enclose plain text.</summary>
    public int Boundaries { get; private set; }

    /// <summary>Whether the text stands inside an executable comment; at its end, whether one never ends.</summary>
    public readonly bool IsOpen => _insideExecutable;

    /// <summary>Whether there was an executable comment that some server would not run.</summary>
    public bool SawConditional => Condition != 0;

    /// <summary>Whether there were several with different conditions, more readings than are looked at.</summary>
    public bool SawMixedConditions { get; private set; }

    private int Condition { get; set; }

    /// <summary>Returns the end of the line, where a <c>#</c> or <c>--</c> comment ends; a carriage return does not end it.</summary>
    public static int EndOfLine(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOf('\n');
        return length < 0 ? text.Length : at + length + 1;
    }

    /// <summary>Goes past a comment that starts here, or into it if it is code. False when it never ends.</summary>
    public bool Enter(ReadOnlySpan<char> text, ref int at)
    {
        var mariaOnly = text[(at + 2)..].StartsWith("M!");
        if (!mariaOnly && (at + 2 >= text.Length || text[at + 2] != '!'))
        {
            var length = text[(at + 2)..].IndexOf("*/");
            at = length < 0 ? text.Length : at + 2 + length + 2;
            return length >= 0;
        }

        var code = at + (mariaOnly ? 4 : 3);
        var version = Version(text, ref code);
        SawMixedConditions |= version > 99_999 && code < text.Length && Characters.IsInName(text[code]);
        var isConditional = mariaOnly || version > VersionEveryServerHas;
        if (isConditional)
            Remember(mariaOnly ? -1 - version : version);
        if (isConditional && !_readsConditional)
            return Skip(text, at + 2, mariaOnly, out at);

        Boundaries++;
        _insideExecutable = true;
        at = code;
        return true;
    }

    /// <summary>Whether <c>*/</c> here is the end of an executable comment.</summary>
    public bool Leave()
    {
        var left = _insideExecutable;
        _insideExecutable = false;
        if (left)
            Boundaries++;
        return left;
    }

    // Five or six digits; fewer are code.
    private static int Version(ReadOnlySpan<char> text, ref int at)
    {
        var digits = 0;
        var version = 0;
        while (digits < 6 && at + digits < text.Length && char.IsAsciiDigit(text[at + digits]))
            version = (version * 10) + (text[at + digits++] - '0');
        if (digits < 5)
            return 0;
        at += digits;
        return version;
    }

    // A server that skips the comment looks for its end only, strings or not, and lets one comment nest in it. Where MySQL sees
    // /*M! it sees a plain comment, in which nothing nests.
    private bool Skip(ReadOnlySpan<char> text, int from, bool mariaOnly, out int at)
    {
        for (at = from; at + 1 < text.Length; at++)
        {
            if (text[at] == '*' && text[at + 1] == '/')
            {
                at += 2;
                return true;
            }

            if (text[at] == '/' && text[at + 1] == '*')
            {
                SawMixedConditions |= mariaOnly;
                var length = text[(at + 2)..].IndexOf("*/");
                if (length < 0)
                    break;
                at += 2 + length + 1;
            }
        }

        at = text.Length;
        return false;
    }

    private void Remember(int condition)
    {
        SawMixedConditions |= Condition != 0 && Condition != condition;
        Condition = condition;
    }
}
