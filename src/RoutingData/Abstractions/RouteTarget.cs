namespace RoutingData;

/// <summary>The kind of server on which a statement must run.</summary>
public enum RouteTarget
{
    /// <summary>Any server of a reader hostgroup: a plain read.</summary>
    Reader,

    /// <summary>The writer.</summary>
    Writer,

    /// <summary>The backend connection that holds the session's state; the writer's where there is none yet.</summary>
    Session,
}
