namespace RoutingData;

/// <summary>The names of the policies that come with the library (<see cref="PoolOptions.ReaderSelection"/>).</summary>
public static class ReaderSelectionPolicies
{
    /// <summary>At random, each reader as often as its weight says: ProxySQL's own way, and the default.</summary>
    public const string WeightedRandom = "WeightedRandom";

    /// <summary>In turn, each reader as often as its weight says.</summary>
    public const string RoundRobin = "RoundRobin";

    /// <summary>The reader with the fewest connections in use, measured by its weight.</summary>
    public const string LeastInUse = "LeastInUse";
}
