namespace RoutingData.Statements;

/// <summary>Names as they stand in a text, with or without quotes.</summary>
internal static class Names
{
    /// <summary>Returns the content of a quoted name; doubled quotes stay doubled.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> name) =>
        name.Length >= 2 && name[0] is '`' or '"' or '\'' && name[^1] == name[0] ? name[1..^1] : name;

    /// <summary>Returns the name that is meant.</summary>
    public static string Value(ReadOnlySpan<char> name)
    {
        var content = Unquote(name);
        if (content.Length == name.Length)
            return content.ToString();
        var quote = name[0].ToString();
        return content.ToString().Replace(quote + quote, quote, StringComparison.Ordinal);
    }
}
