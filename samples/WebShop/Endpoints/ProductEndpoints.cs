using Dapper;
using Microsoft.EntityFrameworkCore;
using RoutingData;
using WebShop.Servers;
using WebShop.Shop;

namespace WebShop.Endpoints;

/// <summary>Products, half with EF Core and half with Dapper: both go through the same router.</summary>
internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        // EF Core; a reader.
        routes.MapGet("/products", async (ShopContext shop, ServedBy servedBy, CancellationToken token) =>
            servedBy.Answer(
                shop.Database.GetDbConnection(), await shop.Products.OrderBy(product => product.Id).AsNoTracking().ToListAsync(token)));

        // Dapper; a reader.
        routes.MapGet("/products/{id:int}", async (int id, RoutingDbConnection connection, ServedBy servedBy, CancellationToken token) =>
        {
            var product = await connection.QuerySingleOrDefaultAsync<Product>(
                new CommandDefinition("SELECT Id, Name, Stock FROM Products WHERE Id = @id", new { id }, cancellationToken: token));
            return product is null ? Results.NotFound() : Results.Ok(servedBy.Answer(connection, product));
        });

        // Dapper; the writer.
        routes.MapPost("/products/{id:int}/restock", async (
            int id, int quantity, RoutingDbConnection connection, ServedBy servedBy, CancellationToken token) =>
        {
            var changed = await connection.ExecuteAsync(new CommandDefinition(
                "UPDATE Products SET Stock = Stock + @quantity WHERE Id = @id", new { id, quantity }, cancellationToken: token));
            return changed == 0 ? Results.NotFound() : Results.Ok(servedBy.Answer(connection, changed));
        });
    }
}
