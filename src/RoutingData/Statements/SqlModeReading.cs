namespace RoutingData.Statements;

/// <summary>Finds in a value of sql_mode, or in the SET that sets it, what the lexer must know.</summary>
internal static class SqlModeReading
{
    // The combination modes of both servers that include ANSI_QUOTES.
    private static readonly string[] AnsiNames = ["ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"];

    /// <summary>Whether a SET concerns sql_mode.</summary>
    public static bool IsSetBy(string settings) => settings.Contains("sql_mode", StringComparison.OrdinalIgnoreCase);

    public static SqlModes Of(string text)
    {
        var modes = SqlModes.None;
        if (text.Contains("NO_BACKSLASH_ESCAPES", StringComparison.OrdinalIgnoreCase)) modes |= SqlModes.NoBackslashEscapes;
        if (Array.Exists(AnsiNames, name => text.Contains(name, StringComparison.OrdinalIgnoreCase))) modes |= SqlModes.AnsiQuotes;
        return modes;
    }
}
