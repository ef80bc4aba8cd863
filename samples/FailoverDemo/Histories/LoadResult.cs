namespace FailoverDemo.Histories;

/// <summary>What a failover or a switchover meant to the application. All times are in milliseconds.</summary>
internal sealed record LoadResult
{
    public required ChangeOfWriter Change { get; init; }

    /// <summary>Inserts that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Inserts that ended with an error.</summary>
    public required int Errors { get; init; }

    /// <summary>Acknowledged inserts that are not in the table.</summary>
    public required int Lost { get; init; }

    /// <summary>Inserts, of whatever outcome, that are in the table more than once.</summary>
    public required int Duplicated { get; init; }

    /// <summary>Rows that were written by a server that was not the writer then.</summary>
    public required int OnReader { get; init; }

    /// <summary>Rows by the server that wrote them, as the table has it.</summary>
    public required IReadOnlyDictionary<string, int> ByServer { get; init; }

    /// <summary>From the new writer's first writable moment to its first acknowledged insert; null when there was none.</summary>
    public required double? PromotionToFirstWriteMs { get; init; }

    /// <summary>The longest time without an acknowledged insert.</summary>
    public required double LongestGapMs { get; init; }

    /// <summary>Reads that were answered.</summary>
    public required int Reads { get; init; }

    public required int ReadErrors { get; init; }

    /// <summary>The longest time without an answered read.</summary>
    public required double LongestReadGapMs { get; init; }

    /// <summary>The errors as the application saw them, each text once.</summary>
    public required IReadOnlyList<string> Messages { get; init; }
}
