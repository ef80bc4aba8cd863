using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Retrying;

/// <summary>Two transactions in each other's way.</summary>
public sealed class ConflictTests(ShopCluster cluster) : IClassFixture<ShopCluster>, IDisposable
{
    private readonly Barrier _bothHoldOne = new(2);
    private int _attempts;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_victim_of_a_deadlock_is_run_again(bool async)
    {
        var before = await StockAsync();

        await Task.WhenAll(TakeAsync(async, 1, 2), TakeAsync(async, 2, 1));

        Assert.Equal(3, _attempts);
        Assert.Equal(before - 4, await StockAsync());
    }

    public void Dispose() => _bothHoldOne.Dispose();

    private async Task TakeAsync(bool async, int first, int second)
    {
        await using var shop = cluster.NewRetryingContext();
        var attempt = 0;
        await BothWorlds.RunAsync(
            async,
            () => shop.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
                async () =>
                {
                    Begin(ref attempt);
                    await Take(shop, first).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
                    if (attempt == 1) await Task.Run(() => _bothHoldOne.SignalAndWait(Token));
                    await Take(shop, second).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
                },
                () => Task.FromResult(false)),
            () => shop.Database.CreateExecutionStrategy().ExecuteInTransaction(
                () =>
                {
                    Begin(ref attempt);
                    Take(shop, first).ExecuteUpdate(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
                    if (attempt == 1) _bothHoldOne.SignalAndWait(Token);
                    Take(shop, second).ExecuteUpdate(set => set.SetProperty(p => p.Stock, p => p.Stock - 1));
                },
                () => false));
    }

    private void Begin(ref int attempt)
    {
        attempt++;
        Interlocked.Increment(ref _attempts);
    }

    // By its key: without an index every row would be locked.
    private static IQueryable<Product> Take(ShopContext shop, int id) => shop.Products.Where(product => product.Id == id);

    private Task<long> StockAsync() => cluster.Servers.NumberAsync("db001", "SELECT SUM(Stock) FROM testdb.Products");
}
