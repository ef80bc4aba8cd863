namespace RoutingData.Connecting.Hedging;

/// <summary>How long all but a few reads have taken of late, as one number: pure. Each read moves it a little, further the rarer it should be, so that it stays
/// where the right part of them is above.</summary>
/// <param name="Milliseconds">The number; 0 before the first read.</param>
internal readonly record struct QuantileEstimate(double Milliseconds)
{
    private const double Step = 0.02;

    // What it grows from.
    private const double Least = 0.01;

    /// <summary>Returns the number after one more read.</summary>
    /// <param name="milliseconds">How long it took.</param>
    /// <param name="share">The part of all reads that is to be below.</param>
    public QuantileEstimate After(double milliseconds, double share)
    {
        if (Milliseconds == 0) return new QuantileEstimate(Math.Max(milliseconds, Least));
        var factor = milliseconds > Milliseconds ? 1 + (Step * share) : 1 - (Step * (1 - share));
        return new QuantileEstimate(Math.Max(Milliseconds * factor, Least));
    }
}
