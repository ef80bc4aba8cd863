using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Failover;

/// <summary>Two orders in one transaction under the execution strategy, with something happening between them.</summary>
internal sealed class UnitOfWork(ShopContext shop, bool async, string number)
{
    /// <summary>How often it was begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Runs it; what happens in between happens in the first attempt only.</summary>
    public Task RunAsync(Func<Task> inBetween)
    {
        var strategy = shop.Database.CreateExecutionStrategy();
        return BothWorlds.RunAsync(
            async,
            () => strategy.ExecuteAsync(async () =>
            {
                await using var transaction = await shop.Database.BeginTransactionAsync();
                Begin();
                await shop.SaveChangesAsync();
                if (Attempts == 1) await inBetween();
                shop.Add(new Order { Number = number });
                await shop.SaveChangesAsync();
                await transaction.CommitAsync();
            }),
            () => strategy.Execute(() =>
            {
                using var transaction = shop.Database.BeginTransaction();
                Begin();
                shop.SaveChanges();
                if (Attempts == 1) inBetween().GetAwaiter().GetResult();
                shop.Add(new Order { Number = number });
                shop.SaveChanges();
                transaction.Commit();
            }));
    }

    private void Begin()
    {
        Attempts++;
        shop.ChangeTracker.Clear();
        shop.Add(new Order { Number = number });
    }
}
