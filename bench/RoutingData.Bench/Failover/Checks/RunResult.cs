using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Failover.Checks;

/// <summary>What one run came to. Times are milliseconds.</summary>
internal sealed record RunResult
{
    /// <summary>The machine's load average of the last minute, as it ended.</summary>
    public required string Load { get; init; }

    public required int Writes { get; init; }

    /// <summary>Of the writes: SaveChanges of EF Core in transactions.</summary>
    public int Saves { get; init; }

    public required int Reads { get; init; }

    /// <summary>From the moment a server could take writes to the first one it acknowledged; one for each such moment.</summary>
    public required IReadOnlyList<double> ToFirstWrite { get; init; }

    /// <summary>The longest time in which nobody's write was acknowledged.</summary>
    public required double LongestWriteGap { get; init; }

    /// <summary>The longest time in which nobody's read was answered.</summary>
    public required double LongestReadGap { get; init; }

    public required double LongestWrite { get; init; }

    public required double LongestRead { get; init; }

    /// <summary>The longest read of each kind of reader: how it calls, and whether its connection is open when it does.</summary>
    public required IReadOnlyDictionary<string, double> LongestReadOf { get; init; }

    public required IReadOnlyDictionary<string, int> WriteErrors { get; init; }

    public required IReadOnlyDictionary<string, int> ReadErrors { get; init; }

    /// <summary>Acknowledged and not in the writer's table.</summary>
    public required int Lost { get; init; }

    /// <summary>Acknowledged with another key than the row has.</summary>
    public int WrongKeys { get; init; }

    /// <summary>Twice in one table, or executed by two servers.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Executed by a server that was not the writer at any time between the caller's call and its end.</summary>
    public required int OnDemoted { get; init; }

    /// <summary>The caller was told that it did not run, or was rolled back, and it is there.</summary>
    public required int Contradicted { get; init; }

    /// <summary>Reads that were answered by a server which had been replaced and may not have known it.</summary>
    public required int AnsweredStale { get; init; }

    /// <summary>On a former writer only: sent before it fell silent, executed when it went on. Its callers were told that nobody knows.</summary>
    public required int LeftBehind { get; init; }

    /// <summary>Connections of the application to the former writer that outlived its demotion by a second; null where nobody can ask it.</summary>
    public required int? StaleSockets { get; init; }

    /// <summary>Workers that got nothing done any more.</summary>
    public required int Stuck { get; init; }

    /// <summary>What became of the large results; null where none were read.</summary>
    public StrikeResult? LargeResults { get; init; }

    /// <summary>The errors' words, each once.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    public bool IsSound => Lost + WrongKeys + Duplicated + OnDemoted + Contradicted + AnsweredStale == 0 && LargeResults is not { Wrong.Count: > 0 };
}
