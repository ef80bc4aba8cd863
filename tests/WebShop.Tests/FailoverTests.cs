using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RoutingData.Testing;

namespace WebShop.Tests;

/// <summary>The sample over HTTP while its writer dies: visitors notice nothing, and no order is lost or there twice.</summary>
public sealed class FailoverTests
{
    private const int StockAtTheStart = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D39")]
    public async Task No_order_is_lost_or_doubled_when_the_writer_dies_and_another_server_is_promoted()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var shop = await StartAsync(cluster);
        await using var customers = new Customers(shop.Address, customers: 4, visitors: 2);
        await customers.WaitForMoreAsync(20);

        await cluster.KillAsync("db001", Token);
        await cluster.PromoteAsync("db002", Token);
        await customers.WaitForMoreAsync(20);
        await customers.CloseAsync();

        var (first, second) = (Address(cluster, "db001"), Address(cluster, "db002"));
        Assert.Equal([first, second], customers.Placed.Select(answer => answer.Server).Distinct().Order());
        Assert.All(customers.Placed, answer => Assert.Equal("Writer", answer.Role));
        Assert.True(customers.Refused.Count <= 4, $"{customers.Refused.Count} orders were refused; 4 at most were in flight.");
        Assert.All(customers.Seen, answer => Assert.NotEqual(first, answer.Server));

        var placed = customers.Placed.ToDictionary(answer => answer.Result.Number, answer => answer.Result.Quantity);
        Assert.Equal(placed.Count, customers.Placed.Count);
        Assert.Equal(placed.Count, await NumberAsync(cluster, "SELECT COUNT(*) FROM testdb.Orders"));
        Assert.Equal(placed.Values.Sum(), await NumberAsync(cluster, "SELECT SUM(Quantity) FROM testdb.Orders"));
        Assert.Equal(StockAtTheStart - placed.Values.Sum(), await NumberAsync(cluster, "SELECT SUM(Stock) FROM testdb.Products"));
    }

    [Fact]
    [Trait("Requirement", "D30")]
    public async Task Nobody_notices_a_planned_switchover()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var shop = await StartAsync(cluster);
        await using var customers = new Customers(shop.Address, customers: 4, visitors: 2);
        await customers.WaitForMoreAsync(20);

        await cluster.SwitchoverAsync("db003", Token);
        await customers.WaitForMoreAsync(20);
        await customers.CloseAsync();

        Assert.Empty(customers.Refused);
        Assert.Equal(customers.Placed.Count, await NumberAsync(cluster, "SELECT COUNT(*) FROM testdb.Orders"));
    }

    [Fact]
    public async Task The_servers_page_and_the_health_page_tell_who_is_the_writer()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var shop = await StartAsync(cluster);
        using var http = new HttpClient { BaseAddress = shop.Address };

        Assert.Equal("healthy", await http.GetFromJsonAsync<string>("health", Token));
        var roles = (await http.GetFromJsonAsync<JsonElement>("servers", Token)).EnumerateArray()
            .ToDictionary(server => server.GetProperty("name").GetString()!, server => server.GetProperty("role").GetString());
        Assert.Equal("Writer", roles[Address(cluster, "db001")]);
        Assert.Equal("Reader", roles[Address(cluster, "db003")]);
    }

    [Fact]
    public async Task The_dashboard_tells_who_is_the_writer_in_Development_and_is_not_there_elsewhere()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var shop = await StartAsync(cluster, "--environment", "Development");
        await using var another = await StartAsync(cluster);
        using var http = new HttpClient();

        Assert.Contains(" writes", await http.GetStringAsync(new Uri(shop.Address, "routing"), Token), StringComparison.Ordinal);
        using var none = await http.GetAsync(new Uri(another.Address, "routing"), Token);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static Task<ShopApplication> StartAsync(LocalCluster cluster, params string[] more) => ShopApplication.StartAsync(
    [
        .. more,
        "--Urls", "http://127.0.0.1:0", "--RoutingData:ConnectionString", cluster.ConnectionString,
        "--RoutingData:Monitor:Username", "monitor", "--RoutingData:Monitor:Password", "monitor",
        "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RoutingData", "None",
    ]);

    private static string Address(LocalCluster cluster, string name) => cluster[name].Address.ToString();

    private static async Task<long> NumberAsync(LocalCluster cluster, string sql) =>
        Convert.ToInt64(await cluster.ScalarAsync(cluster.Writer.Name, sql, Token), CultureInfo.InvariantCulture);
}
