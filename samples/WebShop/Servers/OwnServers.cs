using System.Globalization;
using RoutingData.Testing;

namespace WebShop.Servers;

/// <summary>Three real servers on this machine, to look at without a configuration.</summary>
internal static class OwnServers
{
    public static async Task<LocalCluster> StartAsync(IConfigurationSection section)
    {
        var cluster = await LocalCluster.StartAsync();
        section["ConnectionString"] = cluster.ConnectionString;
        // Their names, for the dashboard.
        foreach (var (index, server) in cluster.Servers.Index())
        {
            section[$"Servers:{index}:HostgroupId"] = "10";
            section[$"Servers:{index}:Hostname"] = server.Address.Hostname;
            section[$"Servers:{index}:Port"] = server.Address.Port.ToString(CultureInfo.InvariantCulture);
            section[$"Servers:{index}:Comment"] = server.Name;
        }

        section["Monitor:Username"] = section["Monitor:Password"] = "monitor";
        return cluster;
    }
}
