namespace RoutingData.Sessions;

/// <summary>The place where a statement of a session goes.</summary>
/// <param name="Target">For which reason; <see cref="RouteTarget.Session"/> where it is tied to what ran before.</param>
/// <param name="Hostgroup">Hostgroup id.</param>
internal readonly record struct Destination(RouteTarget Target, int Hostgroup);
