using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>A web application by what README and docs print: Dapper and EF Core side by side, on the driver that the packages bring along.</summary>
[Collection(ShopServers.LogReaders)]
public sealed class WebTests(PackedFeed feed, ShopServers shop)
{
    [Fact]
    public async Task It_answers_through_Dapper_and_through_EF_Core()
    {
        var web = await FreshApplication.NewAsync(feed, "web", "Shop");
        foreach (var package in new[] { "RoutingData", "RoutingData.EntityFrameworkCore", "Dapper", "Pomelo.EntityFrameworkCore.MySql" }) web.Reference(package);
        web.Write("appsettings.json", shop.Aim(Printed.Block("README.md", "json", "\"RoutingData\"")));
        web.Write("Shop.cs", Shop);
        var dapper = Printed.Block("docs/dapper.md", "csharp", "app.MapGet").Split("\n\n", 2);
        Assert.Equal(Printed.Block("README.md", "csharp", "AddRoutingMySql(").Split("   //")[0], dapper[0]);
        web.Insert("Program.cs", "var app = builder.Build();", $"""
            var connectionString = "Allow User Variables=True;Use Affected Rows=False";
            var serverVersion = ServerVersion.Parse("{shop.PomeloVersion}");
            {dapper[0]}
            {Printed.Block("README.md", "csharp", "AddDbContextPool")}
            """);
        web.Insert("Program.cs", "app.MapGet(\"/\"", $"{dapper[1]}\n{Asking}");
        await web.BuildAsync();
        await shop.Log.StartAsync();

        var output = await web.RunAsync();

        Assert.Contains("Dapper: {\"id\":42,\"name\":\"a product\"}", output, StringComparison.Ordinal);
        Assert.Contains("EF Core: {\"id\":42,\"name\":\"a product\"}", output, StringComparison.Ordinal);
        var reads = (await shop.Log.ReadAsync()).Where(statement => statement.IsExecution && statement.Text.Contains("42", StringComparison.Ordinal));
        Assert.Equal(2, reads.Count());
        using var monitor = new Package(feed, "RoutingData.Monitor");
        Assert.Equal(Version.Parse(monitor.LowestOf("MySqlConnector")), web.VersionOf("MySqlConnector"));
        Assert.Equal(9, web.VersionOf("Microsoft.EntityFrameworkCore.Relational").Major);
    }

    // What an application has of its own.
    private const string Shop = """
        global using Dapper;
        global using Microsoft.EntityFrameworkCore;
        global using RoutingData;

        public sealed record Product(int Id, string Name);

        public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
        {
            protected override void OnModelCreating(ModelBuilder model) => model.Entity<Product>().ToTable("product");
        }
        """;

    private const string Asking = """
        app.MapGet("/ef/products/{id}", (int id, ShopContext shop) => shop.Set<Product>().SingleAsync(product => product.Id == id));
        app.Urls.Add("http://127.0.0.1:0");
        app.Lifetime.ApplicationStarted.Register(() => Task.Run(async () =>
        {
            try
            {
                using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
                Console.WriteLine("Dapper: " + await client.GetStringAsync("/products/42"));
                Console.WriteLine("EF Core: " + await client.GetStringAsync("/ef/products/42"));
            }
            catch (HttpRequestException error)
            {
                Console.WriteLine(error);
            }

            app.Lifetime.StopApplication();
        }));

        """;
}
