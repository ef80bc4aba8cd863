using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Pages;

/// <summary>Whatever comes from outside is text on the page: names of servers, digests, reasons, comments, errors.</summary>
public sealed class HostileNamesTests(Chromium chromium)
{
    private const string Attack = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>{{root}}'\"&";

    [Fact]
    public async Task Names_and_texts_that_are_markup_are_shown_as_they_are_and_nothing_runs()
    {
        var fleet = new FakeFleet($"db001{Attack}", $"db002{Attack}").Up().Fail($"db002{Attack}");
        var source = new FakeSource(Attack, fleet);
        source.Statements["0x1"] = Made.Statement("0x1", $"SELECT `{Attack}`", $"SELECT {Attack}", Attack, reader: 5, session: 5);
        source.Failovers.Add(Made.Failover(fleet[$"db001{Attack}"], fleet[$"db002{Attack}"], DateTimeOffset.UtcNow));
        source.Rules.Add(new QueryRuleStatus { RuleId = 1, Matches = Attack, Comment = Attack, Warnings = [Attack] });
        await using var host = await DashboardHost.StartAsync(new HostSettings
        {
            Sources = [source],
            Dashboard = options =>
            {
                options.Title = Attack;
                options.Links.Add(new RoutingDashboardLink(Attack, new Uri("https://example.org/<script>")));
                options.Links.Add(new RoutingDashboardLink("bad", new Uri("javascript:document.title='broken'")));
            },
        });
        await using var page = await chromium.OpenAsync();
        await page.GoAsync(host.Address);
        await page.Page.Locator("#statements-table .link").First.ClickAsync();
        await page.Page.Locator(".server .small").First.ClickAsync();

        await Assertions.Expect(page.Page.Locator("#headline")).ToContainTextAsync("<img src=x");
        await Assertions.Expect(page.Page.Locator("#statement-detail pre")).ToContainTextAsync("<script>");
        await Assertions.Expect(page.Page.Locator("#confirm-title")).ToContainTextAsync("<img src=x");
        await Assertions.Expect(page.Page.Locator("#rules-table .warnings")).ToContainTextAsync("<img src=x");
        Assert.Equal(0, await page.Page.Locator("img").CountAsync());
        Assert.Equal(2, await page.Page.Locator("script").CountAsync());
        Assert.Equal(1, await page.Page.Locator(".links a").CountAsync());
        Assert.DoesNotContain("broken", (await page.Page.TitleAsync()).Split('<')[0], StringComparison.Ordinal);
        Assert.StartsWith("RoutingData", await page.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }
}
