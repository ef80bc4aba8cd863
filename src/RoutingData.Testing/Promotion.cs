namespace RoutingData.Testing;

/// <summary>A change of writer that has happened. Both instants were taken right before <c>SET GLOBAL read_only = 0</c> was sent.</summary>
public sealed record Promotion
{
    internal Promotion(LocalServer writer, DateTimeOffset writableAt, long writableTimestamp)
    {
        Writer = writer;
        WritableAt = writableAt;
        WritableTimestamp = writableTimestamp;
    }

    /// <summary>The server that is the writer now.</summary>
    public LocalServer Writer { get; init; }

    /// <summary>The moment at which it became writable, by the wall clock.</summary>
    public DateTimeOffset WritableAt { get; init; }

    /// <summary>The same instant as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> gives it.</summary>
    public long WritableTimestamp { get; init; }
}
