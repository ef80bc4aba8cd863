namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Chooses at random, each as often as its weight demands: ProxySQL's own algorithm.</summary>
internal sealed class WeightedRandomPolicy : IReaderSelectionPolicy
{
    public static WeightedRandomPolicy Instance { get; } = new();

    public string Name => ReaderSelectionPolicies.WeightedRandom;

    // Not WeightedDraw's: the rest is of no use here, and this is the default.
    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        var total = 0.0;
        foreach (ref readonly var candidate in candidates) total += candidate.Weight;

        var left = sample * total;
        for (var index = 0; index < candidates.Length - 1; index++)
        {
            if (left < candidates[index].Weight) return index;
            left -= candidates[index].Weight;
        }

        return candidates.Length - 1;
    }
}
