using System.Collections.Immutable;
using System.Data.Common;

namespace RoutingData.Configuration;

/// <summary>Everything that is wrong with options, all at once.</summary>
internal static class RoutingOptionsFaults
{
    /// <param name="options">The options.</param>
    /// <param name="factory">The driver, which knows its own keywords.</param>
    public static ImmutableArray<OptionsFault> Of(RoutingOptions options, DbProviderFactory factory)
    {
        var ranges = new RoutingOptionsRanges().FaultsOf(options);
        if (HasHoles(options)) return ranges;

        var (connection, connectionFaults) = ConnectionStringReading.Of(options.ConnectionString, factory);
        var shared = SharedKeywords.Of(options, connection, factory);
        return
        [
            .. ranges,
            .. connectionFaults,
            .. SessionFaults.Of(options, connection, shared),
            .. ServerFaults.Of(options, connection),
            .. PoolSizeFaults.Of(options, connection, shared),
            .. HostgroupFaults.Of(options, connection),
            .. QueryRuleFaults.Of(options.QueryRules),
            .. MonitorFaults.Of(options.Monitor, connection),
            .. ReaderSelectionFaults.Of(options),
            .. ConsistencyFaults.Of(options.Consistency, connection),
        ];
    }

    // A file can leave a list's entry null; the ranges have said so, and nothing else can be checked.
    private static bool HasHoles(RoutingOptions options) =>
        options.Servers.Contains(null!) || options.ReplicationHostgroups.Contains(null!) || options.QueryRules.Contains(null!) ||
        options.ReadOnlyFunctions.Contains(null!);
}
