namespace RoutingData.Statements;

/// <summary>Finds in a value of sql_mode what the lexer must know.</summary>
internal static class SqlModeReading
{
    // The combination modes of both servers that include ANSI_QUOTES.
    private static readonly string[] AnsiNames = ["ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"];

    public static SqlModes Of(string text)
    {
        if (text.Length == 0) return SqlModes.None;
        var modes = SqlModes.None;
        if (text.Contains("NO_BACKSLASH_ESCAPES", StringComparison.OrdinalIgnoreCase)) modes |= SqlModes.NoBackslashEscapes;
        if (text.Contains("IGNORE_SPACE", StringComparison.OrdinalIgnoreCase)) modes |= SqlModes.IgnoreSpace;
        if (Array.Exists(AnsiNames, name => text.Contains(name, StringComparison.OrdinalIgnoreCase))) modes |= SqlModes.AnsiQuotes;
        return modes;
    }
}
