using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>Writers die under load, and no caller is told that he does not know.</summary>
public sealed class DeathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public async Task Under_load_every_write_is_acknowledged_and_there_once(bool isKilled)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource(options => options.Failover.UnknownOutcome = UnknownOutcome.Resolve);
        await source.CreateMarkerTableAsync(Token);
        await using var load = new WriteLoad(source, workers: 8, alsoSynchronous: isKilled || WriteLoad.EndsSynchronousCallsOnSilentServers);
        await load.WaitForWritesAsync(10);

        if (isKilled) await cluster.Servers.KillAsync("db001", Token);
        else await cluster.Servers.PauseAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await load.WaitForWritesAsync(10);
        await load.StopAsync();

        // MySql.Data holds an asynchronous call's command on a silent server for as long as that is silent: it can run nowhere else, and is told so.
        Assert.All(load.Writes, write => Assert.True(
            write.IsAcknowledged || (!WriteLoad.EndsSynchronousCallsOnSilentServers && write.Error is RoutingDbException { Outcome: StatementOutcome.NotExecuted, IsTransient: true }),
            write.Error?.ToString()));
        (await WriteHistory.ReadAsync(cluster.Servers, "db002")).AssertAgreesWith(load.Writes);
    }
}
