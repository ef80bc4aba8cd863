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

        // As a form on a page does it: the browser is sent on to look at its order.
        routes.MapPost("/orders/form", async (NewOrder order, ShopContext shop, CancellationToken token) =>
            await shop.PlaceAsync(order, token) ? Results.Redirect($"/orders/{order.Number}") : Results.Conflict("There are not so many of them."));

        // A reader, unless the client has placed it a moment ago: the request brings a token of that.
        routes.MapGet("/orders/{number}", async (string number, ShopContext shop, ServedBy servedBy, CancellationToken token) =>
        {
            var order = await shop.Orders.AsNoTracking()
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
