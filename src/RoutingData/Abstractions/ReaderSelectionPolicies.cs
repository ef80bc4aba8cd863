namespace RoutingData;

/// <summary>The names of the policies that come with the library (<see cref="PoolOptions.ReaderSelection"/>).</summary>
public static class ReaderSelectionPolicies
{
    /// <summary>Chooses at random, each reader as often as its weight demands: ProxySQL's own way, and the default.</summary>
    public const string WeightedRandom = "WeightedRandom";

    /// <summary>Chooses in turn, each reader as often as its weight demands.</summary>
    public const string RoundRobin = "RoundRobin";

    /// <summary>The reader with the fewest connections in use, measured by its weight.</summary>
    public const string LeastInUse = "LeastInUse";
}
