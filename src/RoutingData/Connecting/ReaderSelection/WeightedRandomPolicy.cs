namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Chooses at random, each as often as its weight demands: ProxySQL's own algorithm.</summary>
internal sealed class WeightedRandomPolicy : IReaderSelectionPolicy
{
    public static WeightedRandomPolicy Instance { get; } = new();

    public string Name => ReaderSelectionPolicies.WeightedRandom;

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample) => WeightedDraw.One(candidates, sample, out _);
}
