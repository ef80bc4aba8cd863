using System.Globalization;
using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>300 servers and 1,000 statements: what is not seen is not in the page, and the page stays at hand.</summary>
public sealed class ManyServersTests(Chromium chromium)
{
    private const int Servers = 300;
    private const int Statements = 1000;

    [Fact]
    public async Task What_cannot_be_seen_is_not_in_the_page_and_how_long_it_was_busy_is_told()
    {
        var source = New();
        await using var host = await DashboardHost.StartAsync(source);
        await using var page = await chromium.OpenAsync();
        await page.Page.AddInitScriptAsync(
            "window.longTasks = []; new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(entry => Math.round(entry.duration)))).observe({ type: 'longtask', buffered: true });");
        await page.GoAsync(host.Address);
        await Assertions.Expect(page.Page.Locator(".tile")).ToHaveCountAsync(Servers);
        await Assertions.Expect(page.Page.Locator("#statements-count")).ToHaveTextAsync("1,000 different");
        await Assertions.Expect(page.Page.Locator("#statements-table")).ToHaveAttributeAsync("aria-rowcount", "1001");
        var atTheStart = await page.Page.EvaluateAsync<int[]>("window.longTasks.splice(0)");

        // Everything changes five times, while the table is scrolled and sorted.
        for (var change = 1; change <= 5; change++)
        {
            var now = change;
            source.Change(() =>
            {
                Work(source, 100 + now);
                source.Sessions = new SessionStatistics(0, 1000 + now);
            });
            await Assertions.Expect(page.Page.Locator("#headline")).ToContainTextAsync($"{1000 + now} statements wait");
            await page.Page.EvaluateAsync("at => document.querySelector('#statements-scroll').scrollTop = at", change * 5000);
            await page.Page.Locator("#statements-table .sort").Nth(change).ClickAsync();
        }

        await Assertions.Expect(page.Page.Locator("#statements-table tbody tr")).Not.ToHaveCountAsync(0);
        Assert.InRange(await page.Page.Locator("#statements-table tbody tr").CountAsync(), 10, 60);
        Assert.InRange(await page.Page.Locator("#lanes .lane").CountAsync(), 1, 12);
        Assert.Empty(await Layout.FaultsOfAsync(page.Page));
        Assert.Empty(page.Faults);
        var later = await page.Page.EvaluateAsync<int[]>("window.longTasks");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Tasks above 50 ms: [{string.Join(", ", atTheStart)}] ms at the start, [{string.Join(", ", later)}] ms in five changes of everything.");
    }

    [Fact]
    public async Task A_search_finds_one_statement_among_all()
    {
        await using var host = await DashboardHost.StartAsync(New());
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        await page.Page.Locator("#statements-search").FillAsync("column_777");

        await Assertions.Expect(page.Page.Locator("#statements-count")).ToHaveTextAsync("1 of 1,000");
        await Assertions.Expect(page.Page.Locator("#statements-table .link")).ToHaveTextAsync("SELECT column_777 FROM table_7 WHERE id = ?");
        await page.Page.Locator("#statements-search").FillAsync("no such");
        await Assertions.Expect(page.Page.Locator("#statements-empty")).ToHaveTextAsync("No statement is like that.");
    }

    [Fact]
    public async Task A_server_of_many_is_found_by_keyboard_and_drained()
    {
        var source = New();
        await using var host = await DashboardHost.StartAsync(source);
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var grid = page.Page.Locator(".grid");
        await Assertions.Expect(grid.Locator("[tabindex='0']")).ToHaveCountAsync(1);

        await grid.Locator("[tabindex='0']").FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await page.Page.Keyboard.PressAsync("Enter");
        var card = page.Page.Locator(".server").Filter(new LocatorFilterOptions { HasText = "db300.shop.example" });
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();

        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("drained");
        Assert.Equal(["drain db300.shop.example"], source.DoneSoFar());
        await Assertions.Expect(grid.Locator("[tabindex='0']")).ToHaveCountAsync(1);
    }

    private static FakeSource New()
    {
        var fleet = new FakeFleet([.. Enumerable.Range(1, Servers).Select(number => string.Create(CultureInfo.InvariantCulture, $"db{number:000}.shop.example"))]).Up();
        fleet.Die("db007.shop.example").Drain("db008.shop.example");
        var source = new FakeSource("shop", fleet);
        Work(source, 100);
        return source;
    }

    private static void Work(FakeSource source, int load)
    {
        for (var number = 0; number < Statements; number++)
        {
            var digest = string.Create(CultureInfo.InvariantCulture, $"0x{number:X16}");
            source.Statements[digest] = Made.Statement(
                digest, string.Create(CultureInfo.InvariantCulture, $"SELECT column_{number} FROM table_{number % 10} WHERE id = ?"), $"SELECT table_{number % 10}", "rule 2; plain read",
                reader: load * 2 * (number + 1L));
        }

        foreach (var server in source.Fleet.Now.Servers) source.Servers[server.Address] = Made.Server(server.Address, load * 7L, 1, 3, 100);
    }
}
