using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;

namespace RoutingData.EntityFrameworkCore.Tests.Retrying;

/// <summary>The example of docs/ef-core.md, so that it compiles and runs.</summary>
internal static class RetryExample
{
    public static async Task PlaceAsync(ShopContext shop, Order order, CancellationToken cancellationToken)
    {
        shop.Add(order);
        await shop.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            token => shop.SaveChangesAsync(acceptAllChangesOnSuccess: false, token),
            verifySucceeded: token => shop.Orders.AsNoTracking().AnyAsync(placed => placed.Number == order.Number, token),
            cancellationToken);
        shop.ChangeTracker.AcceptAllChanges();
    }
}
