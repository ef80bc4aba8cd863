using System.Collections.Immutable;
using System.Data.Common;

namespace RoutingData.Configuration;

/// <summary>Everything that is wrong with options, all at once.</summary>
internal static class RoutingOptionsValidation
{
    /// <param name="options">The options.</param>
    /// <param name="factory">The driver, which knows its own keywords.</param>
    public static ImmutableArray<OptionsError> Validate(RoutingOptions options, DbProviderFactory factory)
    {
        var ranges = new RoutingOptionsRanges().FaultsOf(options);
        if (HasHoles(options)) return ranges;

        var (connection, connectionFaults) = ConnectionStringReading.Of(options.ConnectionString, factory);
        var shared = SharedKeywords.Of(options, connection, factory);
        return
        [
            .. ranges,
            .. connectionFaults,
            .. SessionValidation.Validate(options, connection, shared),
            .. ServerValidation.Validate(options, connection),
            .. Zones.Validate(options),
            .. PoolSizeValidation.Validate(options, connection, shared),
            .. HostgroupValidation.Validate(options, connection),
            .. DiscoveryValidation.Validate(options),
            .. QueryRuleValidation.Validate(options.QueryRules),
            .. MonitorValidation.Validate(options.Monitor, connection),
            .. ReaderSelectionValidation.Validate(options),
            .. HedgingValidation.Validate(options.Hedging),
            .. OutlierValidation.Validate(options.Outliers),
            .. ConsistencyValidation.Validate(options.Consistency, connection),
            .. MarkerValidation.Validate(options.Failover, shared.DefaultSchema),
        ];
    }

    // A file can leave a list's entry null; the ranges have said so, and nothing else can be checked.
    private static bool HasHoles(RoutingOptions options) =>
        options.Servers.Contains(null!) || options.ReplicationHostgroups.Contains(null!) || options.QueryRules.Contains(null!) ||
        options.ReadOnlyFunctions.Contains(null!);
}
