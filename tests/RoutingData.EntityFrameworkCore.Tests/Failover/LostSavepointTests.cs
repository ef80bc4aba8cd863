using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Failover;

/// <summary>The connection dies at the RELEASE SAVEPOINT that EF Core sends after SaveChanges in a transaction, and whose error it swallows: the
/// rest of the unit of work must not run outside the transaction.</summary>
[Trait("Fault", "E4")]
public sealed class LostSavepointTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("query", true)]
    [InlineData("query", false)]
    [InlineData("save", true)]
    [InlineData("save", false)]
    [InlineData("nothing", true)]
    [InlineData("nothing", false)]
    public async Task A_unit_of_work_is_run_again_whole(string next, bool async)
    {
        var number = $"half-{next}-{async}";
        var killer = new Killer(cluster);
        await using var shop = new ShopContext(new DbContextOptionsBuilder(
            cluster.Options(provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d)))).AddInterceptors(killer).Options);
        var tries = 0;
        var strategy = shop.Database.CreateExecutionStrategy();
        await BothWorlds.RunAsync(
            async,
            () => strategy.ExecuteAsync(async () =>
            {
                tries++;
                shop.ChangeTracker.Clear();
                await using var transaction = await shop.Database.BeginTransactionAsync(Token);
                shop.Add(new Order { Number = number });
                await shop.SaveChangesAsync(Token);
                if (next == "query") (await shop.Products.SingleAsync(product => product.Name == "lamp", Token)).Stock++;
                else if (next == "save") shop.Add(new Order { Number = number });
                await shop.SaveChangesAsync(Token);
                await transaction.CommitAsync(Token);
            }),
            () => strategy.Execute(() =>
            {
                tries++;
                shop.ChangeTracker.Clear();
                using var transaction = shop.Database.BeginTransaction();
                shop.Add(new Order { Number = number });
                shop.SaveChanges();
                if (next == "query") shop.Products.Single(product => product.Name == "lamp").Stock++;
                else if (next == "save") shop.Add(new Order { Number = number });
                shop.SaveChanges();
                transaction.Commit();
            }));

        Assert.Equal((2, 1), (tries, killer.Kills));
        Assert.Equal(next == "save" ? 2 : 1, await cluster.OrdersAsync(number));
    }

    private sealed class Killer(ShopCluster cluster) : DbTransactionInterceptor
    {
        public int Kills { get; private set; }

        public override InterceptionResult ReleasingSavepoint(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
        {
            KillAsync(transaction).GetAwaiter().GetResult();
            return result;
        }

        public override async ValueTask<InterceptionResult> ReleasingSavepointAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            await KillAsync(transaction);
            return result;
        }

        private async Task KillAsync(DbTransaction transaction)
        {
            if (Kills++ > 0)
            {
                Kills = 1;
                return;
            }

            var id = await transaction.Connection!.TextAsync(async: true, "SELECT CONNECTION_ID()", transaction);
            await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);
            while (await cluster.Servers.NumberAsync("db001", $"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {id}") > 0)
                await Task.Delay(5, Token);
        }
    }
}
