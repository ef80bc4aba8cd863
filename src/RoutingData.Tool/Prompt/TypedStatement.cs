namespace RoutingData.Tool.Prompt;

/// <summary>Lines that are typed, until a statement is whole.</summary>
internal static class TypedStatement
{
    /// <summary>Whether a text ends with a semicolon, \g or \G, as the mysql client has it.</summary>
    public static bool IsWhole(string text) => text.TrimEnd() is [.., ';'] or [.., '\\', 'g' or 'G'];

    /// <summary>Whether its rows are to be blocks of lines.</summary>
    public static bool IsUpright(string text) => text.TrimEnd() is [.., '\\', 'G'] or [.., '\\', 'G', ';'];

    /// <summary>Whether a line ends the prompt.</summary>
    public static bool IsEnd(string line) => line.Trim().TrimEnd(';').ToUpperInvariant() is "QUIT" or "EXIT" or "\\Q";
}
