using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Retrying;

/// <summary>An application that keeps Pomelo's own strategy: it runs again what the driver calls transient, and the refusal by a demoted writer if it is
/// told so. On MySQL an insert that reads its key back is a transaction, which only a strategy can run again.</summary>
public sealed class PomelosStrategyTests(ShopCluster cluster) : IClassFixture<ShopCluster>, IDisposable
{
    private readonly Barrier _bothHoldOne = new(2);
    private int _attempts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_victim_of_a_deadlock_is_run_again()
    {
        await Task.WhenAll(TakeAsync(1, 2), TakeAsync(2, 1));

        Assert.Equal(3, _attempts);
        Assert.Equal(6, await cluster.Servers.NumberAsync("db001", "SELECT SUM(Stock) FROM testdb.Products"));
    }

    [Fact]
    [Trait("Requirement", "D30")]
    public async Task A_save_at_a_switchover_runs_on_the_next_writer()
    {
        await using var servers = await ShopCluster.StartAsync();
        await using var shop = NewContext(servers);
        shop.Add(new Order { Number = "before" });
        await shop.SaveChangesAsync(Token);
        await servers.Servers.ExecuteAsync("db001", "SET GLOBAL read_only = 1", Token);
        shop.Add(new Order { Number = "during" });

        var saving = shop.SaveChangesAsync(Token);
        await servers.Servers.SwitchoverAsync("db002", Token);
        await saving;

        Assert.Equal(1, await servers.OrdersAsync("during"));
    }

    public void Dispose() => _bothHoldOne.Dispose();

    private static ShopContext NewContext(ShopCluster cluster) =>
        cluster.NewContext(pomelo => pomelo.EnableRetryOnFailure(maxRetryCount: 6, TimeSpan.FromSeconds(30), errorNumbersToAdd: [1290]));

    private async Task TakeAsync(int first, int second)
    {
        await using var shop = NewContext(cluster);
        var attempt = 0;
        await shop.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            async () =>
            {
                attempt++;
                Interlocked.Increment(ref _attempts);
                await Take(shop, first).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
                if (attempt == 1) await Task.Run(() => _bothHoldOne.SignalAndWait(Token));
                await Take(shop, second).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
            },
            () => Task.FromResult(false));
    }

    // By its key: without an index every row would be locked.
    private static IQueryable<Product> Take(ShopContext shop, int id) => shop.Products.Where(product => product.Id == id);
}
