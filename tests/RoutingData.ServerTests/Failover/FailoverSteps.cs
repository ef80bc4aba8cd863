using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>What the failover tests wait for and do again and again.</summary>
internal static class FailoverSteps
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An open session of the cluster's own router.</summary>
    public static async Task<RoutingDbConnection> OpenAsync(this RoutedCluster cluster, bool async)
    {
        var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        return connection;
    }

    /// <summary>Waits until the router's own picture is such.</summary>
    public static Task WaitForAsync(this RoutedCluster cluster, Func<TopologySnapshot, bool> condition) => cluster.Source.WaitForAsync(condition);

    public static async Task WaitForAsync(this RoutingDbDataSource source, Func<TopologySnapshot, bool> condition) =>
        Assert.NotNull(await source.Monitor.WaitForAsync(condition, Limit, Token));

    /// <summary>Waits until a commit on the writer waits for a replica's acknowledgement.</summary>
    public static Task WaitForCommitInFlightAsync(this RoutedCluster cluster) => UntilAsync(
        async () => await cluster.Servers.NumberAsync(
            cluster.Servers.Writer.Name,
            "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync%'") > 0,
        "a commit waits for a replica");

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Limit);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"It is still not so that {what}.");
            await Task.Delay(10, Token);
        }
    }
}
