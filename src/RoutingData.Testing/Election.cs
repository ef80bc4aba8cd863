namespace RoutingData.Testing;

/// <summary>A change of writer that a group has made by itself. Instants are <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
public sealed record Election
{
    internal Election(LocalServer writer, long notYetTimestamp, long seenTimestamp)
    {
        Writer = writer;
        NotYetTimestamp = notYetTimestamp;
        SeenTimestamp = seenTimestamp;
    }

    /// <summary>The server that takes writes now; of Galera's, which all do, the first by name.</summary>
    public LocalServer Writer { get; init; }

    /// <summary>The last look that was begun while the server said that it took none yet.</summary>
    public long NotYetTimestamp { get; init; }

    /// <summary>The end of the first look at which it said that it did, some five milliseconds later.</summary>
    public long SeenTimestamp { get; init; }
}
