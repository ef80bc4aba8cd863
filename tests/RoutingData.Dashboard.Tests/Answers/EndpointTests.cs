using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RoutingData.Dashboard.Endpoints;
using RoutingData.Dashboard.Models;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Answers;

/// <summary>What the dashboard answers over HTTP, without a browser.</summary>
public sealed class EndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_one_small_file_with_the_first_sentence_in_it_and_assets_that_may_be_kept()
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());
        using var page = await host.Client.GetAsync(host.Address, Token);
        var html = await page.Content.ReadAsStringAsync(Token);

        Assert.Contains("db002 writes since <time datetime=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("://", html.Replace("http://www.w3.org/", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var script = await host.Client.GetAsync($"assets/{DashboardAssets.Version}/main.js", Token);
        Assert.Equal(("text/javascript", true), (script.Content.Headers.ContentType!.MediaType, script.Headers.CacheControl!.ToString().Contains("max-age=31536000", StringComparison.Ordinal)));
        using var former = await host.Client.GetAsync("assets/0/main.js", Token);
        Assert.Equal((HttpStatusCode.OK, true), (former.StatusCode, former.Headers.CacheControl!.NoStore));
        foreach (var missing in new[] { "dashboard.html", "..%2fmain.js", "none.js" })
        {
            using var answer = await host.Client.GetAsync($"assets/{DashboardAssets.Version}/{missing}", Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_state_has_all_pieces_and_times_are_numbers()
    {
        await using var host = await DashboardHost.StartAsync(Shop.New());

        var set = (await host.Client.GetFromJsonAsync<JsonElement>("api/state", Token)).GetProperty("set");

        Assert.Equal(["counts", "lane", "past", "rule", "server", "source", "statement", "story"], set.EnumerateObject().Select(kind => kind.Name).Order());
        var writer = set.GetProperty("server").GetProperty("db002:3306");
        Assert.Equal(("writer", "db002"), (writer.GetProperty("state").GetString(), writer.GetProperty("name").GetString()));
        var reader = set.GetProperty("server").GetProperty("db003:3306");
        Assert.Equal(("db002:3306", 4.1), (reader.GetProperty("source").GetString(), reader.GetProperty("behindMs").GetDouble()));
        var story = set.GetProperty("story").EnumerateObject().Select(each => each.Value).Single(each => each.GetProperty("kind").GetString() == "Failover");
        Assert.Equal(
            ["Suspected", "Down", "NoWriter", "Promoted", "FirstWrite"], story.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("step").GetString()));
        Assert.Equal(930, story.GetProperty("withoutWriter").GetDouble());
    }

    [Fact]
    public async Task Without_a_policy_it_is_there_in_Development_only_and_the_log_says_why()
    {
        await using var host = await DashboardHost.StartAsync(new HostSettings { Sources = [Shop.New()], Environment = "Production" });

        foreach (var path in new[] { "", "api/state", "api/live", $"assets/{DashboardAssets.Version}/main.js" })
        {
            using var answer = await host.Client.GetAsync(path.Length == 0 ? host.Address : new Uri(host.Client.BaseAddress!, path), Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Contains(host.Log.Lines, line => line.Contains("is not there: the environment is Production, and no authorization policy is named", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    [InlineData("ann", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("bob", HttpStatusCode.OK, HttpStatusCode.Accepted)]
    public async Task A_caller_sees_it_by_one_policy_and_acts_by_another(string? user, HttpStatusCode look, HttpStatusCode act)
    {
        var source = Shop.New();
        await using var host = await DashboardHost.StartAsync(new HostSettings
        {
            Sources = [source], Environment = "Production", Policies = true, Configure = HeaderAuthentication.Add,
            Dashboard = options => (options.Policy, options.ActionPolicy) = ("look", "act"),
        });
        if (user is not null) host.Client.DefaultRequestHeaders.Add(HeaderAuthentication.Header, user);

        foreach (var path in new[] { "api/state", $"assets/{DashboardAssets.Version}/main.js" })
        {
            using var answer = await host.Client.GetAsync(path, Token);
            Assert.Equal(look, answer.StatusCode);
        }

        foreach (var path in new[] { "api/drain", "api/restore", "api/reset" })
        {
            using var answer = await PostAsync(host, path, new ServerRequest("db003:3306"));
            Assert.Equal(act, answer.StatusCode);
        }

        Assert.Equal(act == HttpStatusCode.Accepted ? ["drain db003", "restore db003", "reset"] : [], source.DoneSoFar());
    }

    [Fact]
    public async Task Where_only_a_policy_to_look_is_named_no_caller_acts()
    {
        var source = Shop.New();
        await using var host = await DashboardHost.StartAsync(new HostSettings
        {
            Sources = [source], Policies = true, Configure = HeaderAuthentication.Add, Dashboard = options => options.Policy = "look",
        });
        host.Client.DefaultRequestHeaders.Add(HeaderAuthentication.Header, "bob");

        using var answer = await PostAsync(host, "api/drain", new ServerRequest("db003:3306"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(source.DoneSoFar());
    }

    [Theory]
    [InlineData("1", "same-origin", null, true)]
    [InlineData("1", null, null, true)]
    [InlineData("1", null, "own", true)]
    [InlineData(null, "same-origin", "own", false)]
    [InlineData("1", "cross-site", null, false)]
    [InlineData("1", "same-site", null, false)]
    [InlineData("1", "none", null, false)]
    [InlineData("1", null, "https://evil.example", false)]
    [InlineData("1", null, "null", false)]
    public async Task Only_the_pages_own_requests_act(string? header, string? site, string? origin, bool acts)
    {
        var source = Shop.New();
        await using var host = await DashboardHost.StartAsync(source);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/drain") { Content = JsonContent.Create(new ServerRequest("db003:3306")) };
        if (header is not null) request.Headers.Add(SameOrigin.Header, header);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin == "own" ? host.Address.GetLeftPart(UriPartial.Authority) : origin);

        using var answer = await host.Client.SendAsync(request, Token);

        Assert.Equal(acts ? HttpStatusCode.Accepted : HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(acts ? ["drain db003"] : [], source.DoneSoFar());
    }

    [Theory]
    [InlineData("api/drain", """{"server":"db009:3306"}""", HttpStatusCode.NotFound)]
    [InlineData("api/drain", "{}", HttpStatusCode.NotFound)]
    [InlineData("api/drain", "null", HttpStatusCode.BadRequest)]
    [InlineData("api/drain", "{", HttpStatusCode.BadRequest)]
    [InlineData("api/explain", """{"text":" "}""", HttpStatusCode.BadRequest)]
    [InlineData("api/drain?source=none", """{"server":"db003:3306"}""", HttpStatusCode.NotFound)]
    public async Task What_means_nothing_is_refused_with_a_sentence(string path, string body, HttpStatusCode status)
    {
        var source = Shop.New();
        await using var host = await DashboardHost.StartAsync(source);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add(SameOrigin.Header, "1");

        using var answer = await host.Client.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.EndsWith(".", (await answer.Content.ReadFromJsonAsync<ActionAnswer>(Token))!.Message, StringComparison.Ordinal);
        Assert.Empty(source.DoneSoFar());
    }

    [Fact]
    public async Task Real_data_sources_are_found_with_and_without_a_key_and_explain_what_they_would_do()
    {
        await using var host = await DashboardHost.StartAsync(new HostSettings
        {
            Configure = services =>
            {
                services.AddSingleton(_ => new RoutingDbDataSource("Server=db001,db002;User ID=app;Database=shop"));
                services.AddKeyedSingleton("archive", (_, _) => new RoutingDbDataSource("Server=old001;User ID=app;Database=archive"));
            },
        });
        var html = await host.Client.GetStringAsync(host.Address, Token);
        Assert.Equal(2, html.Split("<option ").Length - 1);
        Assert.Contains("No server has answered yet.", html, StringComparison.Ordinal);

        using var answer = await PostAsync(host, "api/explain", new ExplainRequest("SELECT name FROM product WHERE id = 42 FOR UPDATE"));
        var explained = (await answer.Content.ReadFromJsonAsync<ExplainAnswer>(Token))!;

        Assert.Equal(("writer", 10, 1), (explained.Target, explained.Hostgroup, explained.RuleId));
        Assert.Contains("locking read (FOR UPDATE)", explained.Reason, StringComparison.Ordinal);
        var rules = (await host.Client.GetFromJsonAsync<JsonElement>("api/state", Token)).GetProperty("set").GetProperty("rule");
        Assert.Equal("MatchDigest ^SELECT", rules.GetProperty("2").GetProperty("matches").GetString());
    }

    private static async Task<HttpResponseMessage> PostAsync<T>(DashboardHost host, string path, T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add(SameOrigin.Header, "1");
        return await host.Client.SendAsync(request, Token);
    }
}
