namespace RoutingData.Pools;

/// <summary>How long answers have taken of late, as one number: pure. It rises quickly and falls slowly, so that a server with bad moments is known by these.</summary>
/// <param name="Milliseconds">The average at the last answer; 0 before the first one.</param>
internal readonly record struct LatencyEstimate(double Milliseconds)
{
    private const double Rise = 1.0 / 4;
    private const double Fall = 1.0 / 32;

    // Then what is known of a server that nothing is sent to counts for nearly nothing, and still not for nothing: all would run there at once.
    private const double MostForgiven = 1.0 / 64;

    /// <summary>The time in which half of what was known is outdated.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(1);

    /// <summary>Returns the average after one more answer.</summary>
    /// <param name="took">How long it took.</param>
    /// <param name="sinceLast">The time since the last one.</param>
    public LatencyEstimate After(TimeSpan took, TimeSpan sinceLast)
    {
        var next = took.TotalMilliseconds;
        if (Milliseconds == 0) return new LatencyEstimate(next);
        var part = Math.Max(next > Milliseconds ? Rise : Fall, 1 - Kept(sinceLast));
        return new LatencyEstimate(Milliseconds + (part * (next - Milliseconds)));
    }

    /// <summary>Returns what it counts for after a time without an answer: ever less, so that the server is tried again.</summary>
    /// <param name="sinceLast">That time.</param>
    public TimeSpan Forgiven(TimeSpan sinceLast) => TimeSpan.FromMilliseconds(Milliseconds * Math.Max(Kept(sinceLast), MostForgiven));

    private static double Kept(TimeSpan sinceLast) => Math.Pow(2, -(sinceLast / HalfLife));
}
