namespace RoutingData;

/// <summary>What was counted of all statements that begin with one word.</summary>
public sealed record OperationStatistics
{
    internal OperationStatistics(string operation, long count, long errors) =>
        (Operation, Count, Errors) = (operation, count, errors);

    /// <summary>The word in capitals; <c>OTHER</c> for those that are not known.</summary>
    public string Operation { get; }

    /// <summary>Executions that were answered.</summary>
    public long Count { get; }

    /// <summary>Executions that ended in an exception.</summary>
    public long Errors { get; }
}
