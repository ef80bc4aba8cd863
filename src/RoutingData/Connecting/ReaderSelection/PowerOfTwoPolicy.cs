namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Draws two by their weights and takes the one with fewer connections in use, measured by its weight: nearly as even as looking at all of them, and
/// no herd that runs to the one that was idle a moment ago.</summary>
internal sealed class PowerOfTwoPolicy : IReaderSelectionPolicy
{
    public string Name => ReaderSelectionPolicies.PowerOfTwo;

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        var first = WeightedDraw.One(candidates, sample, out var rest);
        if (candidates.Length == 1) return first;
        var second = WeightedDraw.Another(candidates, first, rest);
        return PairOfReaders.IsSecondBetter(candidates[first] with { Latency = default }, candidates[second]) ? second : first;
    }
}
