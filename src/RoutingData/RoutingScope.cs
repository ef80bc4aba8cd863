using RoutingData.Abstractions;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData;

/// <summary>
/// Says for a stretch of code where its statements are to go, and how fresh what they read has to be; flows with async code.
/// <c>using (RoutingScope.ReadYourWrites()) { ... }</c> shows to every connection opened in it what any of them has written. A reader scope sends
/// plain reads to readers whatever the rules say, and nothing else. What an inner scope leaves open the outer one says.
/// </summary>
public sealed partial class RoutingScope : IDisposable
{
    // The one ambient value of the library: a scope belongs to the flow of a call, not to a connection.
    private static readonly AsyncLocal<RoutingScope?> Ambient = new();

    private readonly RoutingScope? _outer;
    private readonly RouteHint _hint;
    private readonly SharedWrites? _writes;
    private readonly int _firstTokens;

    private RoutingScope(RouteTarget? target, ConsistencyDemand consistency = default, SharedWrites? writes = null, bool exactlyOnce = false)
    {
        _outer = Ambient.Value;
        _hint = new RouteHint(target ?? _outer?._hint.Target, null, "a RoutingScope")
        {
            Consistency = consistency.Or(_outer?._hint.Consistency ?? default),
            ExactlyOnce = exactlyOnce || _outer?._hint.ExactlyOnce == true,
        };
        _writes = writes ?? _outer?._writes;
        _firstTokens = writes?.Tokens.Length ?? _outer?._firstTokens ?? 0;
        Ambient.Value = this;
    }

    internal static RouteHint Hint => Ambient.Value is { } scope ? scope._hint : RouteHint.None;

    /// <summary>The writes of the nearest scope that shares them; null outside any.</summary>
    internal static SharedWrites? Writes => Ambient.Value?._writes;

    /// <summary>Routes everything to the writer until the scope is disposed of.</summary>
    public static RoutingScope Writer() => new(RouteTarget.Writer);

    /// <summary>Routes plain reads to readers until the scope is disposed of.</summary>
    public static RoutingScope Reader() => new(RouteTarget.Reader);

    /// <summary>
    /// Makes one session of all connections that are opened until the scope is disposed of: each sees what any of them has written, also what was
    /// written deep in a call that has returned. For a request, or a job.
    /// </summary>
    public static RoutingScope ReadYourWrites() => OfSession(new SharedWrites());

    /// <summary>Has plain reads show all that was committed by any session longer ago than this, and what their session has written, until the scope is disposed
    /// of.</summary>
    /// <param name="age">A millisecond at least, and at most a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less or more.</exception>
    public static RoutingScope NoOlderThan(TimeSpan age) => new(null, ConsistencyDemand.NoOlderThan(age));

    /// <summary>Sets the consistency level of plain reads until the scope is disposed of.</summary>
    /// <param name="level">Any but <see cref="ConsistencyLevel.Bounded"/>, which is <see cref="NoOlderThan"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">That one, or none that there is.</exception>
    public static RoutingScope Consistency(ConsistencyLevel level) => new(null, ConsistencyDemand.Of(level));

    private static RoutingScope OfSession(SharedWrites writes) => new(null, new ConsistencyDemand(ConsistencyLevel.Session), writes);

    /// <summary>Ends the scope; what was in force before it is again.</summary>
    public void Dispose()
    {
        if (Ambient.Value == this) Ambient.Value = _outer;
    }
}
