using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using static RoutingData.ServerTests.RoutedClusters.BothWorlds;

namespace RoutingData.EntityFrameworkCore.Tests.Transactions;

/// <summary>Transactions as EF Core drives them: it closes the connection before it disposes of the transaction, and sends
/// savepoints as text.</summary>
public sealed class TransactionTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_committed_is_rolled_back_with_the_context(bool async)
    {
        var number = $"abandoned {async}";
        await using (var shop = cluster.NewContext())
        {
            await BeginAsync(shop, async);
            shop.Add(new Order { Number = number });
            await SaveAsync(shop, async);
            Assert.Equal(1, await shop.Orders.CountAsync(order => order.Number == number));
        }

        Assert.Equal(0, await cluster.OrdersAsync(number));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_save_that_fails_in_a_transaction_is_undone_to_its_savepoint_and_the_rest_is_committed(bool async)
    {
        var number = $"kept {async}";
        await using var shop = cluster.NewContext();
        await using (var transaction = await BeginAsync(shop, async))
        {
            shop.Add(new Order { Number = number });
            await SaveAsync(shop, async);
            Order[] bad = [new() { Number = $"undone {async}" }, new() { Number = new string('x', 100) }];
            shop.AddRange(bad);
            await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(shop, async));
            foreach (var order in bad) shop.Entry(order).State = EntityState.Detached;
            await RunAsync(async, () => transaction.CommitAsync(), transaction.Commit);
        }

        Assert.Equal(1, await cluster.OrdersAsync(number));
        Assert.Equal(0, await cluster.OrdersAsync($"undone {async}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_callers_own_savepoints_work(bool async)
    {
        var number = $"before {async}";
        await using var shop = cluster.NewContext();
        await using var transaction = await BeginAsync(shop, async);
        shop.Add(new Order { Number = number });
        await SaveAsync(shop, async);
        await RunAsync(async, () => transaction.CreateSavepointAsync("here"), () => transaction.CreateSavepoint("here"));
        shop.Add(new Order { Number = number });
        await SaveAsync(shop, async);
        await RunAsync(async, () => transaction.RollbackToSavepointAsync("here"), () => transaction.RollbackToSavepoint("here"));
        await RunAsync(async, () => transaction.ReleaseSavepointAsync("here"), () => transaction.ReleaseSavepoint("here"));
        await RunAsync(async, () => transaction.CommitAsync(), transaction.Commit);

        Assert.Equal(1, await cluster.OrdersAsync(number));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Requirement", "D05")]
    public async Task A_TransactionScope_holds_all_of_its_saves_together(bool async, bool completes)
    {
        var number = $"in a scope {async} {completes}";
        await using var shop = cluster.NewContext();
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            shop.Add(new Order { Number = number });
            await SaveAsync(shop, async);
            Assert.Equal(1, await shop.Orders.CountAsync(order => order.Number == number));
            shop.Add(new Order { Number = number });
            await SaveAsync(shop, async);
            if (completes) scope.Complete();
        }

        Assert.Equal(completes ? 2 : 0, await cluster.OrdersAsync(number));
    }

    [Fact]
    public async Task Two_contexts_share_one_transaction()
    {
        await using var first = cluster.NewContext();
        await using var transaction = await first.Database.BeginTransactionAsync();
        first.Add(new Order { Number = "shared" });
        await first.SaveChangesAsync();
        var options = new DbContextOptionsBuilder().UseProvider(first.Database.GetDbConnection());
        if (!ShopProvider.TakesOthers) options.UseRoutingMySql(cluster.Source);
        await using (var second = new ShopContext(options.Options))
        {
            await second.Database.UseTransactionAsync(transaction.GetDbTransaction());
            Assert.Equal(1, await second.Orders.CountAsync(order => order.Number == "shared"));
            second.Add(new Order { Number = "shared" });
            await second.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        Assert.Equal(2, await cluster.OrdersAsync("shared"));
    }

    private static Task<IDbContextTransaction> BeginAsync(ShopContext shop, bool async) =>
        RunAsync(async, () => shop.Database.BeginTransactionAsync(), shop.Database.BeginTransaction);

    private static Task<int> SaveAsync(ShopContext shop, bool async) => RunAsync(async, () => shop.SaveChangesAsync(), shop.SaveChanges);
}
