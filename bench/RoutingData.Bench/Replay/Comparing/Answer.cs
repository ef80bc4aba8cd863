namespace RoutingData.Bench.Replay.Comparing;

/// <summary>All that came back for one statement.</summary>
/// <param name="Results">The sets of rows that came, in order; those before an error, too.</param>
/// <param name="RecordsAffected">How many rows were changed; -1 for what changes none.</param>
internal sealed record Answer(IReadOnlyList<RowSet> Results, int RecordsAffected)
{
    /// <summary>The number of the server's error, if it sent one.</summary>
    public int? Error { get; init; }

    /// <summary>What else went wrong: the type of the exception, and its words.</summary>
    public (string Type, string Message)? Failure { get; init; }

    /// <summary>What SHOW WARNINGS said afterwards; empty where nobody asked.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
