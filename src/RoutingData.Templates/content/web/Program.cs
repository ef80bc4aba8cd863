using Dapper;
using RoutingData;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRoutingMySql(builder.Configuration.GetSection("RoutingData"));

var app = builder.Build();

// Connections opened in one request are one session: each sees what any of them has written.
app.Use(async (context, next) =>
{
    using (RoutingScope.ReadYourWrites()) await next(context);
});

// Runs on a replica.
app.MapGet("/products/{id}", async (int id, RoutingDbConnection connection) =>
    await connection.QuerySingleOrDefaultAsync<Product>("SELECT id, name FROM product WHERE id = @id", new { id }) is { } product
        ? Results.Ok(product)
        : Results.NotFound());

// Runs on the writer. While there is none it waits; a write is never sent twice.
app.MapPost("/products", async (Product product, RoutingDbConnection connection) =>
{
    await connection.ExecuteAsync("INSERT INTO product (id, name) VALUES (@Id, @Name)", product);
    return Results.Created($"/products/{product.Id}", product);
});

// Where a statement goes, and why.
app.MapGet("/explain", (string sql, RoutingDbDataSource source) => source.Explain(sql).Reason);

app.Run();

public sealed record Product(int Id, string Name);
