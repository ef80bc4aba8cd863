using RoutingData.Testing;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>Three servers for the tool.</summary>
public sealed class LiveServers : IAsyncLifetime
{
    public LocalCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Database = "shop" }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
