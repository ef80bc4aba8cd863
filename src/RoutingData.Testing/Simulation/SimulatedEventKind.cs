namespace RoutingData.Testing;

/// <summary>What happens in a <see cref="SimulatedCluster"/>.</summary>
public enum SimulatedEventKind
{
    /// <summary>A client asks for a new connection: "user to name".</summary>
    Connecting,

    /// <summary>A client has a connection: a new one, or one from its pool.</summary>
    Opened,

    /// <summary>A client sends a statement.</summary>
    Sent,

    /// <summary>A server has run a statement.</summary>
    Executed,

    /// <summary>A server has refused a statement with an error.</summary>
    Refused,

    /// <summary>A server has committed changes, its own ones, not replicated ones.</summary>
    Committed,

    /// <summary>A client has the answer.</summary>
    Answered,

    /// <summary>A client finds its connection lost.</summary>
    Lost,

    /// <summary>A client has ended a connection from outside, while something waited on it or its reader was open.</summary>
    Ended,

    /// <summary>A client has given its connection back, or closed it.</summary>
    Closed,

    /// <summary>A fault, or its repair.</summary>
    Fault,

    /// <summary>A server has lost a committed transaction: it was not on the server that was promoted.</summary>
    Discarded,

    /// <summary>The servers' replication group is another than before: its newest view, or the servers that believe that they are well in it.</summary>
    Membership,
}
