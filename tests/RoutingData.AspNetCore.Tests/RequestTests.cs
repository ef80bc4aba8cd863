using System.Net;

namespace RoutingData.AspNetCore.Tests;

/// <summary>A browser posts, is sent elsewhere, and looks, each time on another process.</summary>
[Trait("Requirement", "D21")]
[Trait("Requirement", "D22")]
public sealed class RequestTests(LateReaders readers) : IClassFixture<LateReaders>
{
    private const int Turns = 300;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_posted_is_there_after_the_redirect_and_without_the_token_it_is_not(bool isConsistent)
    {
        await using var first = await StartAsync(isConsistent);
        await using var second = await StartAsync(isConsistent);
        using var browser = new Browser(first.Handler, second.Handler);
        var stale = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            var status = await browser.StatusAsync(HttpMethod.Post, $"notes/{readers.NewId()}");
            if (status == HttpStatusCode.NotFound) stale++;
            else Assert.Equal(HttpStatusCode.OK, status);
            // So that each process has some of the posts.
            if (turn % 3 == 0) await browser.StatusAsync(HttpMethod.Get, "notes/1");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{stale} of {Turns} are stale");
        if (isConsistent) Assert.Equal(0, stale);
        else Assert.InRange(stale, 1, Turns);
    }

    [Fact]
    public async Task A_request_that_wrote_nothing_gets_no_token()
    {
        await using var service = await StartAsync();
        using var browser = new Browser(service.Handler);
        using var looked = await browser.SendAsync(HttpMethod.Get, "notes/1");
        Assert.False(looked.Headers.Contains("Set-Cookie") || looked.Headers.Contains(ConsistencyPropagation.HeaderName));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, $"notes/{readers.NewId()}"));
        Assert.Equal(1, browser.Cookies.Count);
        // It was read, and there is nothing new.
        using var again = await browser.SendAsync(HttpMethod.Get, "notes/1");
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_cookie_is_short_lived_and_of_no_interest_to_scripts_and_the_header_says_the_same()
    {
        await using var service = await StartAsync();
        using var client = new HttpClient(service.Handler) { BaseAddress = new Uri("http://shop/") };
        using var response = await client.PostAsync($"notes/{readers.NewId()}", content: null, TestContext.Current.CancellationToken);
        var token = Assert.Single(response.Headers.GetValues(ConsistencyPropagation.HeaderName));
        Assert.True(ConsistencyToken.TryParse(token, out var read) && !read.IsEmpty);
        Assert.InRange(token.Length, 10, 64);
        Assert.Equal(
            $"routing-consistency={token}; max-age=600; path=/; samesite=lax; httponly", Assert.Single(response.Headers.GetValues("Set-Cookie")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AQ")]
    [InlineData("';DROP TABLE numbered;--")]
    public async Task Garbage_is_ignored_and_counted(string garbage)
    {
        using var counted = new CountedTokens();
        await using var service = await StartAsync();
        using var client = new HttpClient(service.Handler) { BaseAddress = new Uri("http://shop/") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "notes/1");
        request.Headers.TryAddWithoutValidation("Cookie", $"routing-consistency={Uri.EscapeDataString(garbage)}");
        request.Headers.TryAddWithoutValidation(ConsistencyPropagation.HeaderName, [garbage, new string('A', 5000)]);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(3, counted.Of("malformed"));
    }

    [Fact]
    public async Task What_is_written_after_the_response_has_begun_comes_too_late_and_breaks_nothing()
    {
        await using var service = await StartAsync();
        using var browser = new Browser(service.Handler);
        using var response = await browser.SendAsync(HttpMethod.Post, $"streamed/{readers.NewId()}");
        Assert.Equal("begun", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Under_data_protection_a_token_says_nothing_and_one_of_others_is_ignored()
    {
        using var counted = new CountedTokens();
        await using var service = await StartAsync(configure: options => options.UseDataProtection = true);
        using var browser = new Browser(service.Handler);
        for (var turn = 0; turn < 20; turn++) Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, $"notes/{readers.NewId()}"));
        var sealedToken = browser.Cookies.GetAllCookies().Single().Value;
        Assert.False(ConsistencyToken.TryParse(sealedToken, out _));
        Assert.Equal(0, counted.Of("malformed"));

        await using var open = await StartAsync();
        using var other = new Browser(open.Handler);
        await other.StatusAsync(HttpMethod.Post, $"notes/{readers.NewId()}");
        browser.Cookies.SetCookies(new Uri("http://shop/"), $"routing-consistency={other.Cookies.GetAllCookies().Single().Value}; path=/");
        // Who has no token may be answered by a reader that is late.
        Assert.Contains(await browser.StatusAsync(HttpMethod.Get, "notes/1"), new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
        Assert.Equal(1, counted.Of("malformed"));
    }

    [Fact]
    public async Task Another_service_sees_what_its_caller_wrote_and_the_caller_what_that_one_wrote()
    {
        await using var stock = await StartAsync();
        await using var shop = await NotesService.StartAsync(readers.Cluster.Options(), other: stock.Handler);
        await using var third = await StartAsync();
        using var browser = new Browser(shop.Handler, third.Handler);
        for (var turn = 0; turn < 60; turn++)
        {
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, $"asked/{readers.NewId()}"));
            await browser.StatusAsync(HttpMethod.Get, "notes/1");
            // And what that one wrote is in the token for the browser, which looks on a third.
            Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync(HttpMethod.Post, $"ordered/{readers.NewId()}"));
        }
    }

    private Task<NotesService> StartAsync(bool isConsistent = true, Action<RoutingConsistencyOptions>? configure = null) =>
        NotesService.StartAsync(readers.Cluster.Options(), isConsistent, configure);
}
