using RoutingData.PackageTests.FreshApplications;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

[assembly: AssemblyFixture(typeof(ShopServers))]

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>Three servers with what the documentation's examples read.</summary>
public sealed class ShopServers : IAsyncLifetime
{
    /// <summary>The tests that read the servers' logs: each begins them anew, so that no two may run at once.</summary>
    public const string LogReaders = "readers of the servers' logs";

    /// <summary>The servers of README and docs.</summary>
    private const string Printed = "Server=db001,db002,db003;User ID=app;Password=...;Database=shop";

    private LocalCluster? _servers;

    public LocalCluster Servers => _servers ?? throw new InvalidOperationException("The servers have not been started.");

    internal StatementLog Log => new(Servers);

    /// <summary>The server's version as Pomelo wants to be told.</summary>
    public string PomeloVersion => Servers.Flavor == Monitor.ServerFlavor.MariaDb ? "10.11.0-mariadb" : "8.4.0-mysql";

    /// <summary>A printed text with the names of these servers, and the monitor's password, in place of the printed ones.</summary>
    public string Aim(string text) => Aim(text, Servers);

    /// <summary>As <see cref="Aim(string)"/>, with the names of other servers.</summary>
    public static string Aim(string text, LocalCluster servers)
    {
        Assert.Contains(Printed, text, StringComparison.Ordinal);
        return text.Replace(Printed, servers.ConnectionString, StringComparison.Ordinal).Replace("\"...\"", "\"monitor\"", StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        _servers = await LocalCluster.StartAsync(new LocalClusterOptions { Database = "shop" }, TestContext.Current.CancellationToken);
        await Servers.ExecuteAsync("db001", "USE shop; CREATE TABLE product (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL)");
        await Servers.ExecuteAsync("db001", "USE shop; INSERT INTO product VALUES (42, 'a product')");
        await Servers.WaitForReplicationAsync();
    }

    public ValueTask DisposeAsync() => Servers.DisposeAsync();
}
