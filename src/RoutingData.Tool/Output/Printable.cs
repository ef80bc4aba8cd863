using System.Globalization;

namespace RoutingData.Tool.Output;

/// <summary>Values as they may be written: text that came from a server says nothing to the terminal.</summary>
internal static class Printable
{
    /// <summary>A value as text.</summary>
    public static string Of(object? value) => value is null or DBNull ? "NULL" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text in one line.</summary>
    public static string Line(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;

    /// <summary>A text between tabs, as the mysql client writes it.</summary>
    public static string Field(string text) => Line(text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
}
