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
    [InlineData(AutoTransactionBehavior.WhenNeeded, true)]
    [InlineData(AutoTransactionBehavior.WhenNeeded, false)]
    [InlineData(AutoTransactionBehavior.Always, true)]
    [InlineData(AutoTransactionBehavior.Always, false)]
    public async Task A_save_in_flight_is_there_once_and_has_its_key(AutoTransactionBehavior behavior, bool async)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var source = cluster.NewSource(options => options.Failover.UnknownOutcome = UnknownOutcome.Resolve);
        await using var shop = await NewShopAsync(source, async);
        shop.Database.AutoTransactionBehavior = behavior;
        await FreezeReplicasAsync(cluster);

        var order = new Order { Number = "in flight" };
        shop.Add(order);
        var saving = SaveAsync(shop, async);
        await WaitForCommitInFlightAsync(cluster);
        await ReplaceWriterAsync(cluster);
        await saving;

        Assert.Equal(1, await cluster.OrdersAsync("in flight"));
        Assert.Equal(order.Id, await cluster.Servers.NumberAsync("db002", "SELECT Id FROM testdb.Orders WHERE Number = 'in flight'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_of_two_saves_is_there_once_whether_it_dies_before_or_under_its_commit(bool dies)
    {
        await using var cluster = await ShopCluster.StartAsync();
        await using var source = cluster.NewSource(options => options.Failover.UnknownOutcome = UnknownOutcome.Resolve);
        await using var shop = await NewShopAsync(source, async: true);
        await FreezeReplicasAsync(cluster);
        var attempts = 0;

        var working = shop.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            shop.ChangeTracker.Clear();
            await using var transaction = await shop.Database.BeginTransactionAsync(Token);
            shop.Add(new Order { Number = "one of two" });
            await shop.SaveChangesAsync(Token);
            shop.Add(new Order { Number = "two of two" });
            await shop.SaveChangesAsync(Token);
            if (attempts++ == 0 && dies) await ReplaceWriterAsync(cluster);
            await transaction.CommitAsync(Token);
        });
        if (!dies)
        {
            await WaitForCommitInFlightAsync(cluster);
            await ReplaceWriterAsync(cluster);
        }

        await working;
        Assert.Equal((1, 1), (await cluster.OrdersAsync("one of two"), await cluster.OrdersAsync("two of two")));
        if (dies) Assert.Equal(2, attempts);
    }

    private static async Task<ShopContext> NewShopAsync(RoutingDbDataSource source, bool async)
    {
        await source.CreateMarkerTableAsync(Token);
        var shop = new ShopContext(new DbContextOptionsBuilder()
            .UseProvider(provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d))).UseRoutingMySql(source).Options);
        // The ground is looked at once.
        shop.Add(new Order { Number = "before" });
        await SaveAsync(shop, async);
        return shop;
    }

    private static async Task FreezeReplicasAsync(ShopCluster cluster)
    {
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Servers.PauseAsync("db002", Token);
        await cluster.Servers.PauseAsync("db003", Token);
    }

    private static async Task ReplaceWriterAsync(ShopCluster cluster)
    {
        await cluster.Servers.KillAsync("db001", Token);
        await cluster.Servers.ResumeAsync("db002", Token);
        await cluster.Servers.ResumeAsync("db003", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
    }

    private static Task SaveAsync(ShopContext shop, bool async) => BothWorlds.RunAsync(async, () => shop.SaveChangesAsync(Token), () => shop.SaveChanges());

    private static async Task WaitForCommitInFlightAsync(ShopCluster cluster)
    {
        const string InFlight = "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync%'";
        while (await cluster.Servers.NumberAsync("db001", InFlight) == 0) await Task.Delay(10, Token);
    }
}
