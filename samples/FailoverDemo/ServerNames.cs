using RoutingData.Monitor;
using RoutingData.Testing;

namespace FailoverDemo;

/// <summary>The servers' names for people, and the SQL that asks a server for its own.</summary>
internal sealed class ServerNames(LocalCluster? cluster)
{
    /// <summary>A machine that cannot give each local server a host name of its own still gives each an id.</summary>
    public string Sql { get; } = cluster is { HasHostnames: false } ? "CONCAT('db', LPAD(@@server_id, 3, '0'))" : "@@hostname";

    public string Of(ServerAddress address) =>
        cluster?.Servers.FirstOrDefault(server => server.Address == address)?.Name ?? address.Hostname;

    /// <summary>A message of the router with names in place of local addresses.</summary>
    public string In(string message) =>
        cluster is null ? message : cluster.Servers.Aggregate(
            message, (text, server) => text.Replace($"{server.Address}", server.Name, StringComparison.Ordinal));
}
