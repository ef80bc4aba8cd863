using RoutingData.Testing;

namespace WebShop.Servers;

/// <summary>Three real servers on this machine, to look at without a configuration.</summary>
internal static class OwnServers
{
    public static async Task<LocalCluster> StartAsync(IConfigurationSection section)
    {
        var cluster = await LocalCluster.StartAsync();
        section["ConnectionString"] = cluster.ConnectionString;
        section["Monitor:Username"] = section["Monitor:Password"] = "monitor";
        return cluster;
    }
}
