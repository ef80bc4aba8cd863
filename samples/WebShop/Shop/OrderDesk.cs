using Microsoft.EntityFrameworkCore;

namespace WebShop.Shop;

/// <summary>Takes orders so that each is there once, whatever happens to the servers.</summary>
internal static class OrderDesk
{
    /// <summary>Places an order and takes it from the stock, in one transaction.</summary>
    /// <returns>False when the stock does not suffice.</returns>
    public static Task<bool> PlaceAsync(this ShopContext shop, NewOrder order, CancellationToken cancellationToken) =>
        shop.Database.CreateExecutionStrategy().ExecuteAsync(
            order,
            async (_, order, token) =>
            {
                // This may run again: after a failover, in a transaction that left nothing.
                shop.ChangeTracker.Clear();
                await using var transaction = await shop.Database.BeginTransactionAsync(token);
                if (await shop.Orders.AnyAsync(placed => placed.Number == order.Number, token)) return true;
                var taken = await shop.Products
                    .Where(product => product.Id == order.ProductId && product.Stock >= order.Quantity)
                    .ExecuteUpdateAsync(set => set.SetProperty(product => product.Stock, product => product.Stock - order.Quantity), token);
                if (taken == 0) return false;
                shop.Add(new Order { Number = order.Number, ProductId = order.ProductId, Quantity = order.Quantity });
                await shop.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
                return true;
            },
            async (_, order, token) => new(
                await shop.Orders.AsNoTracking().AnyAsync(placed => placed.Number == order.Number, token), true),
            cancellationToken);
}
