using RoutingData.Monitor;

namespace RoutingData.Tool.Fleet;

/// <summary>The part that a server plays, as a topology has it.</summary>
internal static class ServerRoles
{
    public static string Of(TopologySnapshot topology, ServerAddress server) => string.Join(" and ", topology.Definition.ReplicationHostgroups
        .Select(pair => topology.RoleOf(server, pair.WriterHostgroup)).Where(role => role != ServerRole.None).Distinct().Select(role => role.ToString().ToLowerInvariant()));
}
