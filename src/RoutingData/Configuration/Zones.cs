using System.Collections.Frozen;
using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>Which servers are in the zone of the process, and what is wrong with what is said of zones.</summary>
internal static class Zones
{
    /// <summary>The environment variable that names the zone of a process whose options do not.</summary>
    public const string Variable = "ROUTINGDATA_ZONE";

    /// <summary>Returns the servers of the process's zone; none where it has none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">What the environment says.</param>
    public static FrozenSet<ServerAddress> LocalServers(RoutingOptions options, string? environment)
    {
        var zone = options.Zone ?? environment;
        return string.IsNullOrWhiteSpace(zone)
            ? []
            : options.Servers.Where(server => IsSame(server.Zone, zone)).Select(server => new ServerAddress(server.Hostname, server.Port)).ToFrozenSet();
    }

    public static IEnumerable<OptionsError> Validate(RoutingOptions options)
    {
        if (options.Zone is not null && options.Servers.All(server => string.IsNullOrWhiteSpace(server.Zone)))
        {
            yield return new OptionsError(
                nameof(RoutingOptions.Zone),
                $"No server says where it is: set {nameof(RoutingOptions.Servers)}[...].{nameof(ServerOptions.Zone)}, or no zone at all.");
        }

        for (var index = 0; index < options.Servers.Count; index++)
        {
            var server = options.Servers[index];
            var first = options.Servers.First(other => (other.Hostname, other.Port) == (server.Hostname, server.Port));
            if (!IsSame(server.Zone, first.Zone))
                yield return new OptionsError($"{nameof(RoutingOptions.Servers)}[{index}].{nameof(ServerOptions.Zone)}", "Another entry of this server names another zone.");
        }
    }

    private static bool IsSame(string? one, string? other) => string.Equals(one?.Trim() ?? "", other?.Trim() ?? "", StringComparison.OrdinalIgnoreCase);
}
