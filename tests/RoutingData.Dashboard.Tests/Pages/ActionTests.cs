using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>Drain, restore and reset on the page: asked for twice, logged with the caller's name, and not offered to callers who may not.</summary>
public sealed class ActionTests(Chromium chromium)
{
    [Fact]
    public async Task A_server_is_drained_after_a_confirmation_and_restored_again()
    {
        var source = Shop.New();
        await using var host = await StartAsync(source);
        await using var page = await chromium.OpenAsync(headers: As("bob"));
        await page.GoAsync(host.Address);
        var card = page.Page.Locator(".server").Filter(new LocatorFilterOptions { Has = page.Page.GetByText("db003", new PageGetByTextOptions { Exact = true }) });
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel" }).ClickAsync();
        Assert.Empty(source.DoneSoFar());

        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();
        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("drained");
        await Assertions.Expect(page.Page.Locator("#notice")).ToContainTextAsync("db003 takes nothing new.");
        await Assertions.Expect(page.Page.Locator("#headline")).ToContainTextAsync("db003 is drained.");

        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();
        await Assertions.Expect(card.Locator(".role")).ToHaveTextAsync("reader");

        Assert.Equal(["drain db003", "restore db003"], source.DoneSoFar());
        Assert.Contains("bob drains db003 of shop on the dashboard", host.Log.Lines);
        Assert.Contains("bob restores db003 of shop on the dashboard", host.Log.Lines);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task The_statistics_are_reset_after_a_confirmation()
    {
        var source = Shop.New();
        await using var host = await StartAsync(source);
        await using var page = await chromium.OpenAsync(headers: As("bob"));
        await page.GoAsync(host.Address);

        await page.Page.Locator("#reset").ClickAsync();
        await page.Page.Locator("#confirm-yes").ClickAsync();

        await Assertions.Expect(page.Page.Locator("#notice")).ToHaveTextAsync("The statistics begin anew.");
        Assert.Equal(["reset"], source.DoneSoFar());
    }

    [Fact]
    public async Task A_caller_who_may_only_look_is_offered_nothing()
    {
        await using var host = await StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync(headers: As("ann"));
        await page.GoAsync(host.Address);

        await Assertions.Expect(page.Page.Locator(".server")).ToHaveCountAsync(3);
        Assert.Equal(0, await page.Page.Locator(".server button").CountAsync());
        Assert.False(await page.Page.Locator("#reset").IsVisibleAsync());
    }

    private static Dictionary<string, string> As(string name) => new() { [HeaderAuthentication.Header] = name };

    private static Task<DashboardHost> StartAsync(FakeSource source) => DashboardHost.StartAsync(new HostSettings
    {
        Sources = [source], Environment = "Production", Policies = true, Configure = HeaderAuthentication.Add,
        Dashboard = options => (options.Policy, options.ActionPolicy) = ("look", "act"),
    });
}
