using RoutingData.Counting;

namespace RoutingData;

/// <summary>What was counted of all statements that begin with one word.</summary>
public sealed record OperationStatistics
{
    private readonly LatencyHistogram _times;

    internal OperationStatistics(string operation, long count, long errors, LatencyHistogram times) =>
        (Operation, Count, Errors, _times, Latency) = (operation, count, errors, times, times.Summary());

    /// <summary>The word in capitals; <c>OTHER</c> for those that are not known.</summary>
    public string Operation { get; }

    /// <summary>Executions that were answered.</summary>
    public long Count { get; }

    /// <summary>Executions that ended in an exception.</summary>
    public long Errors { get; }

    /// <summary>How long they took.</summary>
    public LatencySummary Latency { get; }

    /// <summary>How many of those that were timed took no longer, to an eighth of the time.</summary>
    internal long CountUpTo(long microseconds) => _times.CountUpTo(microseconds);
}
