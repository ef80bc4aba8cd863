using Microsoft.EntityFrameworkCore;
using RoutingData;

namespace WebShop.Shop;

internal static class Tables
{
    public static async Task CreateAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var shop = scope.ServiceProvider.GetRequiredService<ShopContext>();

        // Whether they are there must be asked of the writer: a replica may not have heard of them yet.
        using (RoutingScope.Writer())
        {
            if (!await shop.Database.EnsureCreatedAsync()) return;
        }

        shop.AddRange(
            new Product { Name = "lamp", Stock = 100_000 },
            new Product { Name = "chair", Stock = 100_000 },
            new Product { Name = "table", Stock = 100_000 });
        await shop.SaveChangesAsync();
    }
}
