using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Hosts;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>A real failover, seen on the page while it happens, and told by it afterwards; and a real drain.</summary>
public sealed class FailoverTests(Chromium chromium)
{
    private const int WriterHostgroup = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_that_is_open_tells_a_real_failover_and_its_story()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var source = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = cluster.ConnectionString,
            Monitor = new MonitorOptions { Username = "monitor", Password = "monitor", WriterIsAlsoReader = false },
        });
        await using var host = await DashboardHost.StartAsync(new HostSettings { Configure = services => services.AddSingleton(source) });
        await WriteAsync(source, "CREATE TABLE told (id INT PRIMARY KEY)");
        await WriteAsync(source, "INSERT INTO told VALUES (1)");
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var headline = page.Page.Locator("#headline");
        var (first, second) = (NameOf(cluster, "db001"), NameOf(cluster, "db002"));
        await Assertions.Expect(headline).ToContainTextAsync($"{first} writes");

        await cluster.KillAsync("db001", Token);
        await Assertions.Expect(headline).ToHaveAttributeAsync("data-level", "act");
        var known = source.Monitor.WaitForAsync(topology => topology.WriterOf(WriterHostgroup)?.Address == cluster["db002"].Address, TimeSpan.FromSeconds(60), Token).AsTask();
        await cluster.PromoteAsync("db002", Token);
        await known;
        var since = Stopwatch.StartNew();
        await Assertions.Expect(headline).ToContainTextAsync($"{second} writes since", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        TestContext.Current.TestOutputHelper?.WriteLine($"The page told the new writer {since.ElapsedMilliseconds} ms after the router knew it.");
        await WriteAsync(source, "INSERT INTO told VALUES (2)");

        // The story, by the page alone.
        var story = page.Page.Locator(".story").First;
        await Assertions.Expect(story.Locator("summary")).ToContainTextAsync($"{first} → {second}");
        await Assertions.Expect(story.Locator(".phases li").Last).ToContainTextAsync("first write");
        var steps = await story.Locator(".phases li strong").AllTextContentsAsync();
        Assert.Contains("no writer", steps);
        Assert.Contains($"{second} is the writer", steps);
        var after = await story.Locator(".phases li .after").AllTextContentsAsync();
        Assert.Equal("+0 ms", after[0]);
        await Assertions.Expect(page.Page.Locator($".server:has(.name:text-is(\"{first}\")) .role")).ToHaveTextAsync("down");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_real_server_is_drained_and_restored_from_the_page()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await using var source = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = cluster.ConnectionString,
            Monitor = new MonitorOptions { Username = "monitor", Password = "monitor", WriterIsAlsoReader = false },
        });
        await using var host = await DashboardHost.StartAsync(new HostSettings { Configure = services => services.AddSingleton(source) });
        await WriteAsync(source, "CREATE TABLE told (id INT PRIMARY KEY)");
        await source.Monitor.WaitForAsync(topology => topology.MembersOf(20).Length == 2, TimeSpan.FromSeconds(60), Token);
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var reader = NameOf(cluster, "db003");
        var card = page.Page.Locator($".server:has(.name:text-is(\"{reader}\"))");
        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("reader");

        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();
        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("drained");
        Assert.True(source.Monitor.Current.Find(cluster["db003"].Address)!.Drained);
        Assert.DoesNotContain(source.Monitor.Current.MembersOf(20), member => member.Address == cluster["db003"].Address);

        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();
        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("reader");
        Assert.False(source.Monitor.Current.Find(cluster["db003"].Address)!.Drained);
    }

    private static string NameOf(LocalCluster cluster, string name) => Models.ServerNames.Of(
        new Facts.FakeFleet("none").Now, cluster[name].Address);

    private static async Task WriteAsync(RoutingDbDataSource source, string text)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(Token);
    }
}
