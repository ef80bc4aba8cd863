using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Failover;

/// <summary>A SaveChanges whose COMMIT is in flight when the writer dies, and which is resolved: its caller notices nothing.</summary>
[Trait("Requirement", "D07")]
[Trait("Requirement", "D08")]
public sealed class ResolvedOutcomeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_save_in_flight_is_there_once_and_has_its_key(bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var source = cluster.NewSource(options => options.Failover.UnknownOutcome = UnknownOutcome.Resolve);
        await source.CreateMarkerTableAsync(Token);
        await using var shop = new ShopContext(new DbContextOptionsBuilder()
            .UseProvider(provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d))).UseRoutingMySql(source).Options);
        shop.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        // The ground is looked at once.
        shop.Add(new Order { Number = "before" });
        await SaveAsync(shop, async);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.PauseAsync("db002", Token);
        await cluster.Servers.PauseAsync("db003", Token);

        var order = new Order { Number = "in flight" };
        shop.Add(order);
        var saving = SaveAsync(shop, async);
        await WaitForCommitInFlightAsync(cluster);
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.ResumeAsync("db002", Token);
        await cluster.Servers.ResumeAsync("db003", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await saving;

        Assert.Equal(1, await cluster.OrdersAsync("in flight"));
        Assert.Equal(order.Id, await cluster.Servers.NumberAsync("db002", "SELECT Id FROM testdb.Orders WHERE Number = 'in flight'"));
    }

    private static Task SaveAsync(ShopContext shop, bool async) => BothWorlds.RunAsync(async, () => shop.SaveChangesAsync(Token), () => shop.SaveChanges());

    private static async Task WaitForCommitInFlightAsync(ShopCluster cluster)
    {
        const string InFlight = "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync%'";
        while (await cluster.Servers.NumberAsync("db001", InFlight) == 0) await Task.Delay(10, Token);
    }
}
