using RoutingData.Routing;

namespace RoutingData;

/// <summary>
/// Says for a stretch of code where its statements are to go; flows with async code. <c>using (RoutingScope.Writer()) { ... }</c>
/// reads from the writer what was just written. A reader scope sends plain reads to readers whatever the rules say, and nothing
/// else.
/// </summary>
public sealed class RoutingScope : IDisposable
{
    // The one ambient value of the library: a scope belongs to the flow of a call, not to a connection.
    private static readonly AsyncLocal<RoutingScope?> Ambient = new();

    private readonly RoutingScope? _outer;
    private readonly RouteTarget _target;

    private RoutingScope(RouteTarget target)
    {
        _target = target;
        _outer = Ambient.Value;
        Ambient.Value = this;
    }

    internal static RouteHint Hint => Ambient.Value is { } scope ? new RouteHint(scope._target, null, "a RoutingScope") : RouteHint.None;

    /// <summary>Everything goes to the writer until the scope is disposed of.</summary>
    public static RoutingScope Writer() => new(RouteTarget.Writer);

    /// <summary>Plain reads go to readers until the scope is disposed of.</summary>
    public static RoutingScope Reader() => new(RouteTarget.Reader);

    /// <summary>Ends the scope; what was in force before it is again.</summary>
    public void Dispose()
    {
        if (Ambient.Value == this) Ambient.Value = _outer;
    }
}
