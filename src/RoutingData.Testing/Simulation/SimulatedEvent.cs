namespace RoutingData.Testing;

/// <summary>Something that happened in a <see cref="SimulatedCluster"/>.</summary>
/// <param name="At">When, since the cluster was made.</param>
/// <param name="Kind">What.</param>
/// <param name="Server">The server's name.</param>
/// <param name="Connection">The number of the connection; 0 when it is about none.</param>
/// <param name="Text">The statement, or what there is to say.</param>
public sealed record SimulatedEvent(TimeSpan At, SimulatedEventKind Kind, string Server, int Connection, string Text)
{
    /// <summary>The transaction, when one was committed or discarded.</summary>
    internal Simulation.LoggedTransaction? Transaction { get; init; }

    /// <summary>Of what was sent: who sent it, by <see cref="SimulatedCluster.Caller"/>.</summary>
    internal int Caller { get; init; }

    /// <summary>Of what was executed: what each server had then, by its name.</summary>
    internal IReadOnlyDictionary<string, Simulation.Database>? Databases { get; init; }

    /// <summary>Whether it is about the connection of somebody who does not pool: the router's monitor.</summary>
    internal bool IsUnpooled { get; init; }

    /// <summary>One line: <c>1.204 s db001 #3 Sent: INSERT ...</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{At.TotalSeconds,8:0.000000} s {Server}{(Connection > 0 ? $" #{Connection}" : "")} {Kind}: {Text}");
}
