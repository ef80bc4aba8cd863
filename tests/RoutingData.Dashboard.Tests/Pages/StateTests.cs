using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>Every state of the page says what it is: nothing has run, the application is gone, there is no data source, the tab is hidden.</summary>
public sealed class StateTests(Chromium chromium)
{
    [Fact]
    public async Task Where_nothing_has_run_each_panel_says_so()
    {
        await using var host = await DashboardHost.StartAsync(new FakeSource("shop", new FakeFleet("db001")));
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        await Assertions.Expect(page.Page.Locator("#headline")).ToHaveTextAsync("No server has answered yet. Nothing waits.");
        await Assertions.Expect(page.Page.Locator(".server .role")).ToHaveTextAsync("not seen yet");
        foreach (var (id, text) in new[]
        {
            ("traffic-empty", "No statement has run yet."), ("decisions-empty", "Nothing runs."), ("statements-empty", "No statement has run yet."),
            ("pins-empty", "Nothing has run on a session's own connection."), ("rules-empty", "There is no query rule."), ("stories", "None since the statistics began."),
        }) await Assertions.Expect(page.Page.Locator($"#{id}")).ToHaveTextAsync(text);
        Assert.Empty(await Layout.FaultsOfAsync(page.Page));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task When_the_application_goes_the_page_keeps_what_it_knows_and_says_since_when()
    {
        var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        await host.DisposeAsync();

        await Assertions.Expect(page.Page.Locator("#connection")).ToHaveAttributeAsync("data-state", "lost");
        await Assertions.Expect(page.Page.Locator("#connection")).ToContainTextAsync("ago, trying again");
        await Assertions.Expect(page.Page.Locator(".server")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_reader_that_is_set_aside_says_why_until_it_is_back()
    {
        var fleet = new FakeFleet("db001", "db002", "db003").Up();
        var source = new FakeSource("shop", fleet);
        var server = Made.Server(fleet["db002"], statements: 100);
        source.Change(() => source.Servers[server.Server] = server with { SetAside = "it takes 80 ms to answer, and other readers 1.5 ms" });
        await using var host = await DashboardHost.StartAsync(source);
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        var standing = page.Page.Locator(".server").Filter(new() { HasText = "db002" }).Locator(".standing");
        await Assertions.Expect(standing).ToContainTextAsync("set aside: it takes 80 ms to answer, and other readers 1.5 ms");
        Assert.Empty(await Layout.FaultsOfAsync(page.Page));

        source.Change(() => source.Servers[server.Server] = server);
        await Assertions.Expect(standing).Not.ToContainTextAsync("set aside");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Without_a_data_source_the_page_says_what_to_call()
    {
        await using var host = await DashboardHost.StartAsync(new HostSettings());
        await using var page = await chromium.OpenAsync();
        await page.Page.GotoAsync(host.Address.ToString());

        await Assertions.Expect(page.Page.Locator("#headline")).ToHaveTextAsync("There is no data source: call AddRoutingMySql.");
        await Assertions.Expect(page.Page.Locator("#connection")).ToHaveTextAsync("no data source");
        Assert.False(await page.Page.Locator("#fleet").IsVisibleAsync());
        Assert.Empty(page.Faults);
    }
}
