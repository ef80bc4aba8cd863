using RoutingData.Monitor;
using RoutingData.Testing;

namespace WebShop.Servers;

/// <summary>What servers are called: db001 and so on for the shop's own, host and port for others.</summary>
internal sealed class ServerNames(LocalCluster? ownServers)
{
    public string Of(ServerAddress address) =>
        ownServers?.Servers.FirstOrDefault(server => server.Address == address)?.Name ?? address.ToString();
}
