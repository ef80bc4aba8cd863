namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Draws two by their weights and takes the one that is likely to answer sooner: by how long it has taken of late, times what is in use there.</summary>
internal sealed class LatencyPolicy : IReaderSelectionPolicy
{
    /// <summary>The part of all choices that the weights make alone: a reader that is quick again is found by it, however slow it was.</summary>
    public const double Trickle = 1.0 / 256;

    public string Name => ReaderSelectionPolicies.Latency;

    public bool NeedsLatency => true;

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        var first = WeightedDraw.One(candidates, sample, out var rest);
        if (candidates.Length == 1 || rest < Trickle) return first;
        var second = WeightedDraw.Another(candidates, first, (rest - Trickle) / (1 - Trickle));
        return PairOfReaders.IsSecondBetter(candidates[first], candidates[second]) ? second : first;
    }
}
