using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>The page where the application has its own rules: a strict Content-Security-Policy, a path base, several data sources.</summary>
public sealed class PolicyTests(Chromium chromium)
{
    [Fact]
    public async Task It_works_under_the_strictest_policy_that_lets_scripts_of_its_own_run()
    {
        await using var host = await DashboardHost.StartAsync(new HostSettings
        {
            Sources = [Shop.New()],
            Use = application => application.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy =
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
                return next(context);
            }),
        });
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        await Assertions.Expect(page.Page.Locator(".server")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Page.Locator(".used").First).ToHaveAttributeAsync("style", "width: 31%;");
        Assert.Empty(page.Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task It_works_below_a_path_base_with_and_without_a_slash_at_the_end(string end)
    {
        await using var host = await DashboardHost.StartAsync(new HostSettings { Sources = [Shop.New()], PathBase = "/a/b" });
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(new Uri($"{host.Address}{end}"));

        await Assertions.Expect(page.Page.Locator("#headline")).ToContainTextAsync("db002 writes since");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task A_data_source_is_chosen_among_several()
    {
        var archive = new FakeSource("archive/2025", new FakeFleet("old001").Up());
        await using var host = await DashboardHost.StartAsync(Shop.New(), archive);
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);

        await page.Page.Locator("#source-choice").SelectOptionAsync("archive/2025");

        await Assertions.Expect(page.Page.Locator("#headline")).ToContainTextAsync("old001 writes");
        await Assertions.Expect(page.Page.Locator(".server .name")).ToHaveTextAsync("old001");
        await Assertions.Expect(page.Page.Locator("#source-choice")).ToHaveValueAsync("archive/2025");
    }

    [Fact]
    public async Task The_theme_is_switched_and_remembered()
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var light = await BackgroundAsync(page.Page);

        await page.Page.Locator("#theme").ClickAsync();
        var dark = await BackgroundAsync(page.Page);
        await page.GoAsync(host.Address);

        Assert.NotEqual(light, dark);
        Assert.Equal(dark, await BackgroundAsync(page.Page));
        await Assertions.Expect(page.Page.Locator("#theme")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
