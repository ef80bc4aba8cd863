using System.Text.RegularExpressions;
using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary><c>dotnet new routingdata-web</c>: what it makes runs as it is, once the servers are in its settings.</summary>
[Collection(ShopServers.LogReaders)]
public sealed class TemplateTests(PackedFeed feed, ShopServers shop)
{
    [Fact]
    public async Task It_starts_without_a_warning_writes_on_the_writer_and_reads()
    {
        var web = await FreshApplication.NewOfAsync(feed, "RoutingData.Templates", "routingdata-web", "Wares");
        web.Write("appsettings.json", shop.Aim(web.Read("appsettings.json")));
        web.Insert("Program.cs", "app.Run();", Asking);
        await web.BuildAsync();
        await shop.Log.StartAsync();

        // A busy machine may miss a probe, which is another warning.
        var output = await web.RunAsync(("RoutingData__Monitor__ConnectTimeoutMs", "10000"), ("RoutingData__Monitor__ReadOnlyTimeoutMs", "1500"));

        Assert.Contains("Created, {\"id\":42,\"name\":\"a product\"}", output, StringComparison.Ordinal);
        Assert.False(Regex.IsMatch(output, "(?m)^(warn|fail|crit):"), output);
        Assert.Equal(["db001"], await shop.Log.ServersOfAsync("INSERT INTO product (id, name) VALUES (100, 'made')"));
    }

    private const string Asking = """
        app.Urls.Add("http://127.0.0.1:0");
        app.Lifetime.ApplicationStarted.Register(() => Task.Run(async () =>
        {
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var made = await client.PostAsJsonAsync("/products", new Product(100, "made"));
            Console.WriteLine($"{made.StatusCode}, {await client.GetStringAsync("/products/42")}");
            app.Lifetime.StopApplication();
        }));

        """;
}
