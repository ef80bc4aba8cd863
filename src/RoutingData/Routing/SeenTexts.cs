using System.Data;
using System.Runtime.CompilerServices;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>
/// The routes of string instances seen before: a text that stands in the application's code, or in an ORM's own cache, is the same
/// instance each time and need not be hashed. Each place holds one text and whoever comes later takes it, so there is nothing to lock
/// and nothing to clean up. Long texts are left out: it keeps what it holds alive.
/// </summary>
internal sealed class SeenTexts
{
    private const int Places = 1024;
    private const int LongestText = 4 * 1024;

    private readonly Seen?[] _places = new Seen?[Places];

    /// <summary>The route of this very instance under the same circumstances, or null.</summary>
    public Route? Find(string text, CommandType type, string? schema, SqlModes modes, BoundNames names)
    {
        var seen = Volatile.Read(ref PlaceOf(text));
        return seen is not null && ReferenceEquals(seen.Text, text) && seen.Type == type && seen.Modes == modes
            && (seen.Names is null || names.Are(seen.Names)) && string.Equals(seen.Schema, schema, StringComparison.Ordinal)
            ? seen.Route
            : null;
    }

    /// <param name="text">The instance.</param>
    /// <param name="type">How it is meant.</param>
    /// <param name="schema">The session's database, where it matters.</param>
    /// <param name="modes">How quotes are read.</param>
    /// <param name="names">The bound parameters' names; null when the text does not depend on them.</param>
    /// <param name="route">Its route.</param>
    public void Add(string text, CommandType type, string? schema, SqlModes modes, string[]? names, Route route)
    {
        if (text.Length <= LongestText) Volatile.Write(ref PlaceOf(text), new Seen(text, type, schema, modes, names, route));
    }

    /// <summary>Forgets all: a route was replaced.</summary>
    public void Clear() => Array.Clear(_places);

    private ref Seen? PlaceOf(string text) => ref _places[RuntimeHelpers.GetHashCode(text) & (Places - 1)];

    private sealed record Seen(string Text, CommandType Type, string? Schema, SqlModes Modes, string[]? Names, Route Route);
}
