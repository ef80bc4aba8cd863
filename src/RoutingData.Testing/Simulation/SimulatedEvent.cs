namespace RoutingData.Testing;

/// <summary>An event in a <see cref="SimulatedCluster"/>.</summary>
public sealed record SimulatedEvent
{
    internal SimulatedEvent(TimeSpan at, SimulatedEventKind kind, string server, int connection, string text)
    {
        At = at;
        Kind = kind;
        Server = server;
        Connection = connection;
        Text = text;
    }

    /// <summary>When, since the cluster was made.</summary>
    public TimeSpan At { get; init; }

    /// <summary>What.</summary>
    public SimulatedEventKind Kind { get; init; }

    /// <summary>The server's name.</summary>
    public string Server { get; init; }

    /// <summary>The number of the connection; 0 when it is about none.</summary>
    public int Connection { get; init; }

    /// <summary>The statement, or what there is to say.</summary>
    public string Text { get; init; }

    /// <summary>The transaction, when one was committed or discarded.</summary>
    internal Simulation.LoggedTransaction? Transaction { get; init; }

    /// <summary>The sender of what was sent, by <see cref="SimulatedCluster.Caller"/>.</summary>
    internal int Caller { get; init; }

    /// <summary>The transactions that each server had when something was executed, by its name.</summary>
    internal IReadOnlyDictionary<string, Simulation.Database>? Databases { get; init; }

    /// <summary>How the replication group really is, when that has changed.</summary>
    internal Simulation.GroupPicture? Group { get; init; }

    /// <summary>Whether it is about the connection of a client that does not pool: the router's monitor.</summary>
    internal bool IsUnpooled { get; init; }

    /// <summary>One line: <c>1.204 s db001 #3 Sent: INSERT ...</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{At.TotalSeconds,8:0.000000} s {Server}{(Connection > 0 ? $" #{Connection}" : "")} {Kind}: {Text}");
}
