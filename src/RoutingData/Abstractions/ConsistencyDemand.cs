namespace RoutingData.Abstractions;

/// <summary>How fresh the answer to one statement has to be, in one number: each command keeps one.</summary>
internal readonly record struct ConsistencyDemand
{
    private const int MostMs = 86_400_000;

    // Milliseconds of a bound; below zero another level; 0 when nothing is said.
    private readonly int _said;

    /// <summary>Creates a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="maxStalenessMs">Milliseconds, 1 at least, at <see cref="ConsistencyLevel.Bounded"/>; else of no account.</param>
    public ConsistencyDemand(ConsistencyLevel level, int maxStalenessMs = 0) =>
        _said = level == ConsistencyLevel.Bounded ? maxStalenessMs : -1 - (int)level;

    /// <summary>Whether it says anything.</summary>
    public bool IsSaid => _said != 0;

    /// <summary>The level; the first one where nothing is said.</summary>
    public ConsistencyLevel Level => _said switch
    {
        0 => ConsistencyLevel.Eventual,
        > 0 => ConsistencyLevel.Bounded,
        _ => (ConsistencyLevel)(-1 - _said),
    };

    /// <summary>Milliseconds, at <see cref="ConsistencyLevel.Bounded"/>.</summary>
    public int MaxStalenessMs => Math.Max(0, _said);

    /// <summary>Returns a bound of its own.</summary>
    public static ConsistencyDemand NoOlderThan(int milliseconds) => new(ConsistencyLevel.Bounded, milliseconds);

    /// <summary>Returns a bound that a caller names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a millisecond, or more than a day.</exception>
    public static ConsistencyDemand NoOlderThan(TimeSpan age)
    {
        if (age < TimeSpan.FromMilliseconds(1) || age > TimeSpan.FromMilliseconds(MostMs))
            throw new ArgumentOutOfRangeException(nameof(age), age, "It must be from a millisecond to a day.");
        return NoOlderThan((int)age.TotalMilliseconds);
    }

    /// <summary>Returns a level that needs no number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It needs one, or is none.</exception>
    public static ConsistencyDemand Of(ConsistencyLevel level) => Enum.IsDefined(level) && level != ConsistencyLevel.Bounded
        ? new ConsistencyDemand(level)
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A bound needs its time: say how old an answer may be.");

    /// <summary>Returns this demand, or another where this one leaves it open.</summary>
    public ConsistencyDemand Or(ConsistencyDemand other) => IsSaid ? this : other;

    /// <summary>Returns the one of two that asks for more.</summary>
    public static ConsistencyDemand Stricter(ConsistencyDemand left, ConsistencyDemand right) =>
        left.Level != right.Level ? (left.Level > right.Level ? left : right)
        : left.MaxStalenessMs < right.MaxStalenessMs ? left : right;
}
