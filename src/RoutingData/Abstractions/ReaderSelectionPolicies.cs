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

    /// <summary>Of two readers that are drawn by their weights the one with fewer connections in use, measured by its weight.</summary>
    public const string PowerOfTwo = "PowerOfTwo";

    /// <summary>As <see cref="PowerOfTwo"/>, and what is in use counts as much as the reader has taken of late to answer: a slow reader gets little until it is
    /// quick again, and a little in any case, so that it is found out.</summary>
    public const string Latency = "Latency";
}
