using System.Net;
using System.Net.Http.Json;
using RoutingData.Testing;
using WebShop.Shop;

namespace WebShop.Tests;

/// <summary>Two processes of the sample behind a round robin: an order is placed on one, and looked at on the other.</summary>
public sealed class RoundRobinTests
{
    private const int Orders = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D22")]
    public async Task A_customer_who_is_sent_on_to_the_order_finds_it_whichever_process_shows_it()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var first = await StartAsync(cluster);
        await using var second = await StartAsync(cluster);
        await cluster.DelayReplicationAsync("db002", 1, Token);
        await cluster.DelayReplicationAsync("db003", 1, Token);
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        Uri[] processes = [first.Address, second.Address];
        for (var number = 0; number < Orders; number++)
        {
            var (placing, showing) = (processes[number % 2], processes[(number + 1) % 2]);
            using var placed = await http.PostAsJsonAsync(new Uri(placing, "orders/form"), new NewOrder($"robin-{number}", 1 + (number % 3), 1), Token);
            Assert.Equal(HttpStatusCode.Redirect, placed.StatusCode);
            using var shown = await http.GetAsync(new Uri(showing, placed.Headers.Location!.ToString()), Token);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);

            // Who has not placed it is content with what a reader has.
            using var stranger = new HttpClient();
            using var seen = await stranger.GetAsync(new Uri(showing, placed.Headers.Location.ToString()), Token);
            Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        }
    }

    private static Task<ShopApplication> StartAsync(LocalCluster cluster) => ShopApplication.StartAsync(
    [
        "--Urls", "http://127.0.0.1:0", "--RoutingData:ConnectionString", cluster.ConnectionString,
        "--RoutingData:Monitor:Username", "monitor", "--RoutingData:Monitor:Password", "monitor", "--RoutingData:Monitor:WriterIsAlsoReader", "false",
        "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RoutingData", "None",
    ]);
}
