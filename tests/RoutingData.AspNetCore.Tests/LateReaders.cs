using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.AspNetCore.Tests;

/// <summary>Three real servers, one reader a second late, for all tests of this project.</summary>
public sealed class LateReaders : IAsyncLifetime
{
    private long _lastId;

    internal RoutedCluster Cluster { get; private set; } = null!;

    /// <summary>A row that no test has written.</summary>
    internal long NewId() => Interlocked.Increment(ref _lastId);

    public async ValueTask InitializeAsync()
    {
        Cluster = await RoutedCluster.StartAsync();
        await Cluster.Servers.DelayReplicationAsync("db003", 1, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
