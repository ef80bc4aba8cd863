using System.Globalization;
using System.Text.Json.Nodes;
using RoutingData.Monitor;

namespace RoutingData.Tool.Fleet;

/// <summary>A topology as rows, one a server.</summary>
internal static class FleetTable
{
    public static string[] Columns { get; } = ["server", "role", "health", "lag", "behind", "version", "name"];

    public static IEnumerable<string[]> Rows(TopologySnapshot topology, RoutingDbDataSource dataSource) => topology.Servers.Select(server => new[]
    {
        server.Address.ToString(), ServerRoles.Of(topology, server.Address), HealthOf(server), server.LagSeconds is { } lag ? Number(lag, "s") : "",
        dataSource.BehindOf(server.Address) is { } behind ? Number((long)behind.TotalMilliseconds, "ms") : "", server.Version ?? "", NameOf(topology, server.Address),
    });

    public static JsonObject Json(DateTimeOffset at, TopologySnapshot topology, RoutingDbDataSource dataSource) => new()
    {
        ["at"] = at.ToString("O", CultureInfo.InvariantCulture),
        ["epoch"] = topology.Epoch,
        ["writers"] = new JsonObject(topology.Definition.ReplicationHostgroups.Select(pair => KeyValuePair.Create(
            pair.WriterHostgroup.ToString(CultureInfo.InvariantCulture), (JsonNode?)topology.WriterOf(pair.WriterHostgroup)?.Address.ToString()))),
        ["servers"] = new JsonArray(
        [
            .. topology.Servers.Select(server => (JsonNode)new JsonObject
            {
                ["server"] = server.Address.ToString(), ["role"] = ServerRoles.Of(topology, server.Address), ["health"] = HealthOf(server), ["lagSeconds"] = server.LagSeconds,
                ["behindMs"] = dataSource.BehindOf(server.Address)?.TotalMilliseconds, ["version"] = server.Version, ["name"] = NameOf(topology, server.Address),
            }),
        ]),
    };

    private static string HealthOf(ServerState server) => server.RefusesMonitor ? "refuses the monitor" : server.Drained ? "drained" : server.Health.ToString().ToLowerInvariant();

    private static string NameOf(TopologySnapshot topology, ServerAddress server) => topology.Definition.Servers.FirstOrDefault(entry => entry.Address == server)?.Comment ?? "";

    private static string Number(long value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value} {unit}");
}
