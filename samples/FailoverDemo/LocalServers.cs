using FailoverDemo.View;
using Microsoft.Extensions.Configuration;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace FailoverDemo;

/// <summary>Three real servers on this machine, set up as an administrator would.</summary>
internal static class LocalServers
{
    public static async Task<LocalCluster> StartAsync(ServerFlavor flavor, string setupFile, Journal journal)
    {
        var product = flavor == ServerFlavor.MySql ? "MySQL" : "MariaDB";
        journal.Write($"Starting three {product} servers on this machine", isTitle: true);
        var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Flavor = flavor });
        try
        {
            var setup = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, setupFile));
            await cluster.ExecuteAsync(cluster.Writer.Name, setup);
            await cluster.WaitForReplicationAsync();
            journal.Write($"{string.Join(", ", cluster.Servers)}; {cluster.Writer.Name} is the writer");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Names like db001 resolve nowhere here: puts the addresses of the local servers in their place.</summary>
    public static void PutAddresses(this LocalCluster cluster, IConfiguration section)
    {
        foreach (var entry in section.GetSection("Servers").GetChildren())
        {
            var server = cluster[entry["Hostname"]!];
            entry["Hostname"] = server.Address.Hostname;
            entry["Port"] = $"{server.Address.Port}";
        }
    }
}
