namespace RoutingData;

/// <summary>Where a statement must run.</summary>
public enum RouteTarget
{
    /// <summary>On any server of a reader hostgroup: a plain read.</summary>
    Reader,

    /// <summary>On the writer.</summary>
    Writer,

    /// <summary>On the backend connection that holds the session's state; the writer's where there is none yet.</summary>
    Session,
}
