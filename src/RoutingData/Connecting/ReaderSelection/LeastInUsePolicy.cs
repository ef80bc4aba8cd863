namespace RoutingData.Connecting.ReaderSelection;

/// <summary>The one with the fewest connections in use, measured by its weight; among equals at random.</summary>
internal sealed class LeastInUsePolicy : IReaderSelectionPolicy
{
    public string Name => ReaderSelectionPolicies.LeastInUse;

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        var (least, equals) = (double.PositiveInfinity, 0);
        foreach (var candidate in candidates)
        {
            var load = LoadOf(candidate);
            if (load < least) (least, equals) = (load, 1);
            else if (load == least) equals++;
        }

        var left = (int)(sample * equals);
        for (var index = 0; index < candidates.Length; index++)
        {
            if (LoadOf(candidates[index]) == least && left-- == 0) return index;
        }

        return candidates.Length - 1;
    }

    // With the connection that is asked for: of two idle servers the heavier one is to get it.
    private static double LoadOf(in ReaderCandidate candidate) => (candidate.InUse + 1) / candidate.Weight;
}
