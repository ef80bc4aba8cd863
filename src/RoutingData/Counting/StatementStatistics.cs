namespace RoutingData;

/// <summary>What was counted of one statement, whatever literals it came with.</summary>
public sealed record StatementStatistics
{
    internal StatementStatistics()
    {
    }

    /// <summary>Its digest text: no comments, <c>?</c> for literals. Of statements that are not told apart it is empty.</summary>
    public required string DigestText { get; init; }

    /// <summary>The short name of that, as rules (<c>digest</c>) write it; empty with it.</summary>
    public required string Digest { get; init; }

    /// <summary>Its operations and tables: <c>INSERT orders SELECT cart</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>Its first word: <c>SELECT</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Why its text goes where it goes; a session's state may say otherwise.</summary>
    public required string Reason { get; init; }

    /// <summary>Executions that were answered; each that had to be run elsewhere counts once.</summary>
    public long Count { get; init; }

    /// <summary>Of those, on a reader.</summary>
    public long OnReader { get; init; }

    /// <summary>Of those, on the writer, where the text belongs.</summary>
    public long OnWriter { get; init; }

    /// <summary>Of those, on the connection that held the session's state, or for the sake of the session alone (<c>SET</c>, <c>BEGIN</c>).</summary>
    public long InSession { get; init; }

    /// <summary>Of those, on the writer since no reader was known to be fresh enough.</summary>
    public long KeptOnWriter { get; init; }

    /// <summary>Executions that ended in an exception.</summary>
    public long Errors { get; init; }

    /// <summary>Rows that <c>ExecuteNonQuery</c> said were affected. Rows that were read are not counted.</summary>
    public long RowsAffected { get; init; }

    /// <summary>How long they took.</summary>
    public required LatencySummary Latency { get; init; }
}
