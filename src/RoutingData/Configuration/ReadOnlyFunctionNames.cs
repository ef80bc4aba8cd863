using System.Buffers;
using System.Collections.Frozen;

namespace RoutingData.Configuration;

/// <summary>The stored functions that only read, each with its schema: <c>shop.price_of</c>.</summary>
internal static class ReadOnlyFunctionNames
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("(), ;'\"");

    /// <summary>Returns the names, for lookup by <c>schema.function</c> without regard to case; what is not a name is left out.</summary>
    public static FrozenSet<string> Of(IEnumerable<string> names, string? defaultSchema) =>
        names.Select(name => Qualified(name, defaultSchema)).OfType<string>().ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a name with its schema and without backticks; null when it is not a function's name, or has no schema to be in.</summary>
    public static string? Qualified(string name, string? defaultSchema)
    {
        var parts = name.Replace("`", "", StringComparison.Ordinal).Trim().Split('.');
        if (parts.Any(part => part.Length == 0 || part.AsSpan().ContainsAny(NotInNames))) return null;
        return parts switch
        {
            [var schema, var function] => $"{schema}.{function}",
            [var function] when !string.IsNullOrEmpty(defaultSchema) => $"{defaultSchema}.{function}",
            _ => null,
        };
    }

    public static IEnumerable<string> List(string? commaSeparated) =>
        (commaSeparated ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
