using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>Pictures of the page, to be looked at: <c>ROUTINGDATA_SCREENSHOTS=folder dotnet test tests/RoutingData.Dashboard.Tests --filter Screenshots</c>.</summary>
public sealed class Screenshots(Chromium chromium)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("ROUTINGDATA_SCREENSHOTS");

    [Fact]
    public async Task Taken_at_three_widths_light_and_dark()
    {
        Assert.SkipWhen(Folder is null, "ROUTINGDATA_SCREENSHOTS names no folder.");
        var source = Shop.Before();
        await using var host = await DashboardHost.StartAsync(source);
        // Of a page that has been looked at for a while.
        await using var viewer = await chromium.OpenAsync();
        await viewer.GoAsync(host.Address);
        for (var second = 0; second < 50; second++)
        {
            Shop.Run(source, 0.5, second);
            FailOver(source, second);
            await Task.Delay(510, TestContext.Current.CancellationToken);
        }

        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 360, 768, 1440 })
            {
                await using var page = await chromium.OpenAsync(width, scheme);
                await page.GoAsync(host.Address);
                Shop.Run(source, 0.5, 50);
                await Assertions.Expect(page.Page.Locator("#decisions-table tbody tr").First).ToBeVisibleAsync();
                await page.Page.Locator("#explain-text").FillAsync("SELECT stock FROM products WHERE id = 42 FOR UPDATE");
                await page.Page.EvaluateAsync("scrollTo(0, 0)");
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
                // For README and docs: what is seen first.
                if (width != 1440) continue;
                await page.Page.SetViewportSizeAsync(1200, scheme == ColorScheme.Light ? 1160 : 1800);
                await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"dashboard-{scheme}.png".ToLowerInvariant()) });
            }
        }
    }

    private static void FailOver(FakeSource source, int second)
    {
        var fleet = source.Fleet;
        switch (second)
        {
            case 20: source.Change(() => fleet.Fail("db001")); break;
            case 21: source.Change(() => fleet.Fail("db001")); break;
            case 23:
                source.Change(() =>
                {
                    fleet.Answer("db002").Answer("db003", source: "db002");
                    source.Failovers.Add(Made.Failover(fleet["db001"], fleet["db002"], DateTimeOffset.UtcNow.AddSeconds(-1.06)));
                });
                break;
            case 31: source.Change(() => fleet.Answer("db001", source: "db002")); break;
        }
    }
}
