namespace RoutingData.SimulationTests.Schedules;

/// <summary>What a session of an exactly-once run wrote, and what it was told.</summary>
/// <param name="Session">The session.</param>
/// <param name="Numbers">The numbers, each used once in a run.</param>
/// <param name="InTransaction">Whether in a transaction, which the application runs again where it is told that it may.</param>
internal sealed record MarkedCall(int Session, IReadOnlyList<int> Numbers, bool InTransaction)
{
    /// <summary>What it threw in the end.</summary>
    public Exception? Error { get; set; }

    /// <summary>The rows that it was said to have changed.</summary>
    public int Affected { get; set; }

    /// <summary>What LAST_INSERT_ID() was after it, if that could be asked.</summary>
    public long? Key { get; set; }

    /// <summary>How often the application ran it.</summary>
    public int Attempts { get; set; }

    public override string ToString() =>
        $"session {Session} {(InTransaction ? "transaction" : "write")} of {string.Join(',', Numbers)}, {Attempts} attempts{(Error is { } error ? $": {error.GetType().Name} {(error as RoutingDbException)?.Outcome}: {error.Message}" : "")}";
}
