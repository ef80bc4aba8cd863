using System.Text.Json;
using RoutingData.Dashboard.Tests.Facts;
using RoutingData.Dashboard.Tests.Hosts;

namespace RoutingData.Dashboard.Tests.Answers;

/// <summary>The stream of a page: everything once, then what has changed.</summary>
public sealed class LiveStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_comes_once_and_then_only_what_has_changed()
    {
        var source = Shop.New();
        await using var host = await DashboardHost.StartAsync(source);
        using var reader = new StreamReader(await host.Client.GetStreamAsync("api/live", Token));

        var first = await NextAsync(reader, _ => true);
        Assert.True(first.GetProperty("reset").GetBoolean());
        Assert.Equal(10, first.GetProperty("set").GetProperty("statement").EnumerateObject().Count());

        source.Change(() =>
        {
            source.Fleet.Drain("db003");
            source.Statements.Remove("0x8F31C6A0D2B94E17");
        });
        var next = await NextAsync(reader, edition => edition.GetProperty("gone").GetArrayLength() > 0);

        Assert.False(next.GetProperty("reset").GetBoolean());
        Assert.Equal("drained", next.GetProperty("set").GetProperty("server").GetProperty("db003:3306").GetProperty("state").GetString());
        Assert.False(next.GetProperty("set").TryGetProperty("statement", out _));
        Assert.False(next.GetProperty("set").TryGetProperty("story", out _));
        Assert.Equal(["counts", "statement"], next.GetProperty("gone").EnumerateArray().Select(gone => gone[0].GetString()).Order());
    }

    [Fact]
    public async Task An_open_stream_does_not_keep_the_application_from_stopping()
    {
        var host = await DashboardHost.StartAsync(Shop.New());
        using var reader = new StreamReader(await host.Client.GetStreamAsync("api/live", Token));
        await NextAsync(reader, _ => true);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);

        // The end of the stream, or of its connection.
        await Assert.ThrowsAnyAsync<Exception>(() => NextAsync(reader, _ => false));
    }

    private static async Task<JsonElement> NextAsync(StreamReader reader, Predicate<JsonElement> isMeant)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonElement.Parse(line["data: ".Length..]) is var edition && isMeant(edition)) return edition;
        }

        throw new InvalidOperationException("The stream has ended.");
    }
}
