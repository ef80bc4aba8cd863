using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>The page on a phone, a tablet and a desk: nothing is too wide, cut off, or over something else.</summary>
public sealed class LayoutTests(Chromium chromium)
{
    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(768, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task Nothing_is_too_wide_cut_off_or_over_something_else(int width, ColorScheme scheme)
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync(width, scheme);
        await page.GoAsync(host.Address);
        await page.Page.Locator("#statements-table .link").First.ClickAsync();

        Assert.Empty(await Layout.FaultsOfAsync(page.Page));
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Servers_stand_side_by_side_below_their_source_where_there_is_room_and_below_each_other_where_there_is_none()
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var cards = page.Page.Locator(".server");
        await Assertions.Expect(cards).ToHaveCountAsync(3);

        var (writer, first, second) = await BoxesAsync(page.Page);
        Assert.True(first.Y >= writer.Y + writer.Height && second.Y == first.Y, "The readers stand in one row below the writer.");

        await page.Page.SetViewportSizeAsync(360, 800);
        await Assertions.Expect(page.Page.Locator(".tree.wide")).ToHaveCountAsync(0);
        (writer, first, second) = await BoxesAsync(page.Page);
        Assert.True(first.Y >= writer.Y + writer.Height && second.Y >= first.Y + first.Height, "All stand in one column.");
    }

    private static async Task<(LocatorBoundingBoxResult Writer, LocatorBoundingBoxResult First, LocatorBoundingBoxResult Second)> BoxesAsync(IPage page)
    {
        var cards = page.Locator(".server");
        await Assertions.Expect(cards.First.Locator(".name")).ToHaveTextAsync("db002");
        return ((await cards.Nth(0).BoundingBoxAsync())!, (await cards.Nth(1).BoundingBoxAsync())!, (await cards.Nth(2).BoundingBoxAsync())!);
    }
}
