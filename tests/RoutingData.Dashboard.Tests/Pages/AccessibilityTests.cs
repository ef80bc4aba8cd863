using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>What a script can find of what keeps a person from using the page: names, contrast, order of focus.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public async Task Axe_finds_nothing_of_weight(int width, ColorScheme scheme)
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync(width, scheme);
        await page.GoAsync(host.Address);
        await page.Page.Locator("#statements-table .link").First.ClickAsync();

        var found = await page.Page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice") });

        Assert.Empty(found.Violations.Select(violation => $"{violation.Id} ({violation.Impact}): {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        Assert.NotEmpty(found.Passes);
    }

    [Fact]
    public async Task Everything_is_reached_by_keyboard_in_the_order_of_the_page_and_a_dialog_keeps_the_focus()
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        var tops = new List<double>();
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var press = 0; press < 60; press++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var at = await page.Page.EvaluateAsync<Focus>(
                "() => { const e = document.activeElement, s = e.closest('section'); return { id: e.id || e.name || e.className || e.tagName, section: s ? s.id : '', sectionTop: s ? s.getBoundingClientRect().top + scrollY : null }; }");
            reached.Add(at.Section);
            reached.Add(at.Id);
            if (at.SectionTop is { } top) tops.Add(top);
            if (at.Id == "reset") break;
        }

        var (order, all) = (tops.ToArray(), new[] { "theme", "fleet", "history", "range", "statements-search", "sort", "link", "explain-text", "reset" });
        Assert.Empty(all.Except(reached));
        Assert.Equal(order.Order(), order);

        await page.Page.Locator(".server button").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("#confirm-no")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator(".server button").First).ToBeFocusedAsync();
    }

    private sealed record Focus
    {
        public string Id { get; init; } = "";

        public string Section { get; init; } = "";

        public double? SectionTop { get; init; }
    }
}
