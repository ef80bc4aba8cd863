using System.Runtime.CompilerServices;
using RoutingData.Threading;

namespace RoutingData.Routing;

/// <summary>The routes of statements under a hint: a <see cref="RoutingScope"/> asks for the same ones at every statement. Kept as
/// <see cref="SeenTexts"/> keeps its own.</summary>
internal sealed class HintedRoutes
{
    private const int Places = 256;

    private readonly Hinted?[] _places = new Hinted?[Places];

    public Route? Find(Route plain, RouteHint hint) =>
        Volatile.Read(ref PlaceOf(plain)) is { } known && ReferenceEquals(known.Plain, plain) && known.Hint == hint ? known.Route : null;

    public void Add(Route plain, RouteHint hint, Route route) => Volatile.Write(ref PlaceOf(plain), new Hinted(plain, hint, route));

    private ref Hinted? PlaceOf(Route plain) => ref _places[RuntimeHelpers.GetHashCode(plain) & (Places - 1)];

    private sealed record Hinted(Route Plain, RouteHint Hint, Route Route);
}
