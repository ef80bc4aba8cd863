using System.Runtime.CompilerServices;
using RoutingData.Threading;

namespace RoutingData.Routing;

/// <summary>
/// The routes of string instances seen before: a text that stands in the application's code, or in an ORM's own cache, is the same
/// instance each time and need not be hashed. Each place holds one text, and a later one takes it, so there is nothing to lock
/// and nothing to clean up. Long texts are left out: it keeps what it holds alive.
/// </summary>
internal sealed class SeenTexts
{
    private const int Places = 1024;
    private const int LongestText = 4 * 1024;

    private readonly Seen?[] _places = new Seen?[Places];

    /// <summary>Returns the route of this very instance under the same circumstances, or null.</summary>
    /// <param name="key">What it depends on; the names are always there.</param>
    public Route? Find(in RouteKey key)
    {
        var seen = Volatile.Read(ref PlaceOf(key.Text));
        if (seen is null || !ReferenceEquals(seen.Text, key.Text) || seen.Route.Key is not { } known) return null;
        if (known.Type != key.Type || known.Modes != key.Modes || known.Vocabulary != key.Vocabulary || !string.Equals(known.Schema, key.Schema, StringComparison.Ordinal)
            || (known.Names is { } names && !names.Equals(key.Names!.Value)))
        {
            return null;
        }

        if (!seen.IsAskedFor) seen.IsAskedFor = true;
        return seen.Route;
    }

    /// <param name="text">The instance.</param>
    /// <param name="route">Its route, which is remembered by an equal text.</param>
    /// <returns>The route that had to make room, if it was asked for here: the cache by text does not know of that.</returns>
    public Route? Add(string text, Route route)
    {
        if (text.Length > LongestText) return null;
        var former = Interlocked.Exchange(ref PlaceOf(text), new Seen(text, route));
        return former is { IsAskedFor: true } ? former.Route : null;
    }

    /// <summary>Forgets all: a route was replaced.</summary>
    public void Clear() => Array.Clear(_places);

    private ref Seen? PlaceOf(string text) => ref _places[RuntimeHelpers.GetHashCode(text) & (Places - 1)];

    private sealed class Seen(string text, Route route)
    {
        public string Text => text;

        public Route Route => route;

        public bool IsAskedFor { get; set; }
    }
}
