namespace RoutingData.Statements;

/// <summary>The parts of sql_mode, and of what is like it, that change how text is read.</summary>
[Flags]
internal enum SqlModes
{
    None = 0,

    /// <summary>A backslash in a string is a character like any other.</summary>
    NoBackslashEscapes = 1,

    /// <summary>"x" is a name.</summary>
    AnsiQuotes = 2,

    /// <summary>A blank between a function's name and its parenthesis changes nothing.</summary>
    IgnoreSpace = 4,

    /// <summary>No mode, but as strong: SET NAMES of another character set than UTF-8 has the server read text in it.</summary>
    ForeignCharset = 8,
}
