using RoutingData.Monitor;
using RoutingData.Monitor.Definitions;

namespace RoutingData.Configuration;

/// <summary>What is wrong with what may be discovered, beside the ranges; and what it comes to.</summary>
internal static class DiscoveryValidation
{
    private const string Path = nameof(RoutingOptions.Discovery);

    public static IEnumerable<OptionsError> Validate(RoutingOptions options)
    {
        var discovery = options.Discovery;
        for (var i = 0; i < discovery.Sources.Count; i++)
        {
            if (!Enum.IsDefined(discovery.Sources[i]))
                yield return Fault($"{nameof(discovery.Sources)}[{i}]", $"It must be {string.Join(", ", Enum.GetNames<DiscoverySource>())}.");
        }

        var pairs = ConfiguredServers.PairsOf(options);
        if (discovery.Sources.Contains(DiscoverySource.GroupMembers) && !pairs.Any(pair => pair.AsksForGroup))
            yield return Fault(nameof(discovery.Sources), "GroupMembers is asked only where a pair's CheckType is group_replication: there is none.");
        if (discovery.Sources.Contains(DiscoverySource.Replicas) && pairs.All(pair => pair.AsksForGroup))
            yield return Fault(nameof(discovery.Sources), "Replicas is not asked where a pair's CheckType is group_replication: use GroupMembers.");

        for (var i = 0; i < discovery.DnsNames.Count; i++)
        {
            if (!ServerList.IsHost(discovery.DnsNames[i] ?? ""))
                yield return Fault($"{nameof(discovery.DnsNames)}[{i}]", "It must be one host name, without a port.");
        }

        for (var i = 0; i < discovery.AllowedHosts.Count; i++)
        {
            if (AllowedHosts.ErrorIn(discovery.AllowedHosts[i]) is { } error) yield return Fault($"{nameof(discovery.AllowedHosts)}[{i}]", error);
        }

        if (IsOn(discovery) && discovery.AllowedHosts.Count == 0)
        {
            yield return Fault(
                nameof(discovery.AllowedHosts),
                "It is empty, so that nothing could be discovered: list the networks (10.1.0.0/16) or names (db*.shop.internal) of the fleet's servers.");
        }
    }

    /// <summary>Returns what may be discovered; null when nothing is asked. Options must be valid.</summary>
    public static DiscoveryRules? RulesOf(DiscoveryOptions discovery) => !IsOn(discovery) ? null : new DiscoveryRules
    {
        Sources = [.. discovery.Sources.Distinct()],
        DnsNames = [.. discovery.DnsNames],
        Allowed = AllowedHosts.Of(discovery.AllowedHosts),
        Interval = TimeSpan.FromMilliseconds(discovery.IntervalMs),
        DropAfter = TimeSpan.FromMilliseconds(discovery.DropAfterMs),
        MaxServers = discovery.MaxServers,
        Weight = discovery.Weight,
    };

    private static bool IsOn(DiscoveryOptions discovery) => discovery.Sources.Count + discovery.DnsNames.Count > 0;

    private static OptionsError Fault(string setting, string message) => new($"{Path}.{setting}", message);
}
