namespace RoutingData.Statements;

/// <summary>The parts of sql_mode that change where a string or a name ends.</summary>
[Flags]
internal enum SqlModes
{
    None = 0,

    /// <summary>A backslash in a string is a character like any other.</summary>
    NoBackslashEscapes = 1,

    /// <summary>"x" is a name.</summary>
    AnsiQuotes = 2,
}
