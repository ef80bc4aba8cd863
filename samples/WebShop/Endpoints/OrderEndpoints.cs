using Microsoft.EntityFrameworkCore;
using WebShop.Servers;
using WebShop.Shop;

namespace WebShop.Endpoints;

internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        // The writer.
        routes.MapPost("/orders", async (NewOrder order, ShopContext shop, ServedBy servedBy, CancellationToken token) =>
            await shop.PlaceAsync(order, token)
                ? Results.Ok(servedBy.Answer(shop.Database.GetDbConnection(), order))
                : Results.Conflict("There are not so many of them."));

        // The writer: the client that asks for an order has perhaps placed it a moment ago.
        routes.MapGet("/orders/{number}", async (string number, ShopContext shop, ServedBy servedBy, CancellationToken token) =>
        {
            var order = await shop.Orders.AsNoTracking().TagWith("route=writer")
                .SingleOrDefaultAsync(placed => placed.Number == number, token);
            return order is null ? Results.NotFound() : Results.Ok(servedBy.Answer(shop.Database.GetDbConnection(), order));
        });

        // A reader: a number for a page may be a moment old.
        routes.MapGet("/orders/count", async (ShopContext shop, ServedBy servedBy, CancellationToken token) =>
        {
            var count = await shop.Orders.CountAsync(token);
            return servedBy.Answer(shop.Database.GetDbConnection(), count);
        });
    }
}
