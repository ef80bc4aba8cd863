using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Discovery;

/// <summary>What the monitor's user needs beside what it has.</summary>
internal static class DiscoveryGrants
{
    public static async Task GrantAsync(this LocalCluster servers)
    {
        var privilege = servers.Flavor == ServerFlavor.MySql ? "REPLICATION SLAVE" : "REPLICATION MASTER ADMIN";
        await servers.ExecuteAsync("db001", $"GRANT {privilege} ON *.* TO 'monitor'@'%'", TestContext.Current.CancellationToken);
        await servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
    }
}
