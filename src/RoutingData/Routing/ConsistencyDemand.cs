namespace RoutingData.Routing;

/// <summary>How fresh the answer to one statement has to be.</summary>
/// <param name="Level">The level.</param>
/// <param name="MaxStalenessMs">Milliseconds, at <see cref="ConsistencyLevel.Bounded"/>.</param>
internal readonly record struct ConsistencyDemand(ConsistencyLevel Level, int MaxStalenessMs = 0)
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    /// <summary>A bound of its own.</summary>
    public static ConsistencyDemand NoOlderThan(int milliseconds) => new(ConsistencyLevel.Bounded, milliseconds);

    /// <summary>A bound that a caller names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a millisecond, or more than a day.</exception>
    public static ConsistencyDemand NoOlderThan(TimeSpan age)
    {
        if (age < TimeSpan.FromMilliseconds(1) || age > Most)
            throw new ArgumentOutOfRangeException(nameof(age), age, "It must be from a millisecond to a day.");
        return NoOlderThan((int)age.TotalMilliseconds);
    }

    /// <summary>A level that needs no number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It needs one, or is none.</exception>
    public static ConsistencyDemand Of(ConsistencyLevel level) => Enum.IsDefined(level) && level != ConsistencyLevel.Bounded
        ? new ConsistencyDemand(level)
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A bound needs its time: say how old an answer may be.");
}
