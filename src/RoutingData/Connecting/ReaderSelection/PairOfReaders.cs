namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Two readers that were drawn by their weights. The first one stays, as the weights say, unless the second one is clearly better off.</summary>
internal static class PairOfReaders
{
    // Averages of equals differ by chance.
    private const double Gain = 1.5;

    /// <summary>Whether the second one takes the first one's place: with the connection that is asked for it would still have less to do for its weight than
    /// the first one has without, or be done with it sooner.</summary>
    public static bool IsSecondBetter(in ReaderCandidate first, in ReaderCandidate second)
    {
        var mean = (first.Weight + second.Weight) / 2;
        // What is idle is as good as what is idle: then the weights alone decide.
        var before = Math.Max(1, first.InUse * mean / first.Weight);
        var after = Math.Max(1, (second.InUse + 1) * mean / second.Weight);
        return first.Latency > TimeSpan.Zero && second.Latency > TimeSpan.Zero
            ? second.Latency.Ticks * after * Gain < first.Latency.Ticks * before
            : after < before;
    }
}
