namespace RoutingData.Statements;

/// <summary>The kinds of token that matter for deciding where a statement runs.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A string, quoted name or comment that never ends, or a character no server takes.</summary>
    Broken,

    /// <summary>An unquoted name or keyword.</summary>
    Word,

    /// <summary>A name in backticks, or in double quotes under ANSI_QUOTES.</summary>
    QuotedName,
    String,
    Number,

    /// <summary>The question mark of a placeholder; of <c>?name</c> the name is a word.</summary>
    Parameter,

    /// <summary>@name: a bound parameter or a user variable.</summary>
    UserVariable,

    /// <summary>@@name, the scope included if there is one (@@session), what follows a dot not.</summary>
    SystemVariable,

    // As in CharacterClass, and in its order.
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    Dot,
    Semicolon,
    Equals,

    /// <summary>:=</summary>
    Assign,
    Operator,
}
