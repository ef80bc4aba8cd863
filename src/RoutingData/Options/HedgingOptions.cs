using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>
/// Whether a read that is not answered in time is sent to a second reader too, and the first answer is taken. Only plain reads are, in asynchronous
/// calls, of sessions that hold no state, where another reader is fresh enough. RoutingData's own.
/// </summary>
public sealed class HedgingOptions
{
    /// <summary>How long a read waits for its answer before it is sent to a second reader; with <see cref="Percentile"/> too, how long at least.</summary>
    /// <value>Milliseconds. The default is 0: with <see cref="Percentile"/> 0 as well, none is sent twice.</value>
    [Range(0, 60_000)]
    public int AfterMs { get; set; }

    /// <summary>Reads that take longer than so many of a hundred have taken of late are sent to a second reader.</summary>
    /// <value>50 to 99, or 0. The default is 0: <see cref="AfterMs"/> alone says.</value>
    [Range(0, 99)]
    public int Percentile { get; set; }

    /// <summary>The most reads that are sent twice, of a hundred that could be; what is not used is saved for fifty at a time.</summary>
    /// <value>Percent, 1 to 100. The default is 5.</value>
    [Range(1, 100)]
    public int MaxPercent { get; set; } = 5;
}
