using RoutingData.Monitor;

namespace RoutingData.Dashboard.Models;

/// <summary>What servers are called on the page.</summary>
internal static class ServerNames
{
    /// <summary>Returns the comment of its configuration; else its address, without the port where all have the same usual one.</summary>
    public static string Of(TopologySnapshot topology, ServerAddress server) =>
        topology.Definition.Servers.FirstOrDefault(entry => entry.Address == server && !string.IsNullOrWhiteSpace(entry.Comment))?.Comment
        ?? (server.Port == ServerAddress.DefaultPort && !server.Hostname.Contains(':', StringComparison.Ordinal) ? server.Hostname : server.ToString());
}
