namespace RoutingData.Configuration;

/// <summary>What is wrong with how readers are chosen.</summary>
internal static class ReaderSelectionValidation
{
    private static readonly string[] Own =
    [
        ReaderSelectionPolicies.WeightedRandom, ReaderSelectionPolicies.RoundRobin, ReaderSelectionPolicies.LeastInUse,
        ReaderSelectionPolicies.PowerOfTwo, ReaderSelectionPolicies.Latency,
    ];

    public static IEnumerable<OptionsError> Validate(RoutingOptions options)
    {
        string[] known = [.. Own, .. options.GetParts().ReaderSelectionPolicies.Select(policy => policy.Name)];
        const string path = $"{nameof(RoutingOptions.Pool)}.{nameof(PoolOptions.ReaderSelection)}";
        if (!known.Contains(options.Pool.ReaderSelection, StringComparer.OrdinalIgnoreCase))
        {
            yield return new OptionsError(
                path, $"There is no reader selection policy of that name; there are {string.Join(", ", known)}. Add your own with " +
                $"{nameof(RoutingOptionsExtensions.AddReaderSelectionPolicy)}, or register it as an {nameof(IReaderSelectionPolicy)}.");
        }

        foreach (var twice in known.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(names => names.Count() > 1))
            yield return new OptionsError(path, $"Two reader selection policies are named {twice.Key}.");
    }
}
