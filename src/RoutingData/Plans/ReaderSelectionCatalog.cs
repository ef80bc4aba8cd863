using RoutingData.Configuration;
using RoutingData.Connecting.ReaderSelection;

namespace RoutingData.Plans;

/// <summary>Finds the policy that options name.</summary>
internal static class ReaderSelectionCatalog
{
    /// <summary>Returns the application's own policy of that name, else the library's. One that comes with the library begins anew with each plan.</summary>
    public static IReaderSelectionPolicy Find(RoutingConfiguration configuration)
    {
        var name = configuration.Pool.ReaderSelection;
        IReaderSelectionPolicy[] known =
        [
            .. configuration.ReaderSelectionPolicies, WeightedRandomPolicy.Instance, new RoundRobinPolicy(), new LeastInUsePolicy(),
            new PowerOfTwoPolicy(), new LatencyPolicy(),
        ];
        // Options that name none have been refused.
        return known.First(policy => string.Equals(policy.Name, name, StringComparison.OrdinalIgnoreCase));
    }
}
