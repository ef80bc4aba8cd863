using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>What the packages' own READMEs print, in applications that have nothing else: each line of <c>using</c> counts.</summary>
public sealed class ReadmeTests(PackedFeed feed, ShopServers shop)
{
    [Fact]
    public async Task Testing_starts_servers_kills_one_and_promotes_another()
    {
        const string Page = "src/RoutingData.Testing/README.md";
        var application = await FreshApplication.NewAsync(feed, "console", "Trial");
        foreach (var package in Printed.Packages(Page)) application.Reference(package);
        application.Write("Program.cs", Printed.Block(Page, "csharp", "PromoteAsync") + """
            await using var insert = source.CreateCommand("CREATE TABLE testdb.lives (id INT)");
            await insert.ExecuteNonQueryAsync();
            Console.WriteLine($"The writer is {cluster.Writer.Name}.");
            """);
        await application.BuildAsync();

        Assert.Contains("The writer is db002.", await application.RunAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AspNetCore_hands_a_token_to_who_has_written()
    {
        const string Page = "src/RoutingData.AspNetCore/README.md";
        var web = await FreshApplication.NewAsync(feed, "web", "Counter");
        foreach (var package in Printed.Packages(Page)) web.Reference(package);
        web.Write("appsettings.json", shop.Aim(Printed.Block("README.md", "json", "\"RoutingData\"")));
        var parts = Printed.Block(Page, "csharp", "UseRoutingConsistency").Split("\n\n");
        Assert.Equal(3, parts.Length);
        web.Insert("Program.cs", "var builder =", parts[0]);
        web.Insert("Program.cs", "var app = builder.Build();", parts[1]);
        web.Insert("Program.cs", "app.MapGet(\"/\"", $"{parts[2]}\n{Asking}");
        await web.BuildAsync();

        Assert.Contains("OK, with a token: True", await web.RunAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntityFrameworkCore_compiles_as_it_is_printed()
    {
        const string Page = "src/RoutingData.EntityFrameworkCore/README.md";
        var web = await FreshApplication.NewAsync(feed, "web", "Ledger");
        foreach (var package in Printed.Packages(Page)) web.Reference(package);
        var parts = Printed.Block(Page, "csharp", "AddDbContextPool").Split("\n\n");
        Assert.Equal(2, parts.Length);
        web.Insert("Program.cs", "var builder =", parts[0]);
        web.Insert("Program.cs", "var app = builder.Build();", $"""
            var connectionString = "Allow User Variables=True;Use Affected Rows=False";
            var serverVersion = ServerVersion.Parse("{shop.PomeloVersion}");
            {parts[1]}
            """);
        web.Write("Shop.cs", """
            using Microsoft.EntityFrameworkCore;

            public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);
            """);

        await web.BuildAsync();
    }

    private const string Asking = """
        app.MapPost("/", async (RoutingData.RoutingDbDataSource source) =>
        {
            await using var insert = source.CreateCommand("INSERT INTO product VALUES (7, 'counted')");
            await insert.ExecuteNonQueryAsync();
        });
        app.Urls.Add("http://127.0.0.1:0");
        app.Lifetime.ApplicationStarted.Register(() => Task.Run(async () =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            using var answer = await client.PostAsync("/", null);
            Console.WriteLine($"{answer.StatusCode}, with a token: {answer.Headers.Contains("Set-Cookie")}");
            app.Lifetime.StopApplication();
        }));

        """;
}
