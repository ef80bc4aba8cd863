using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Dashboard.Facts;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Tests.Facts;

namespace RoutingData.Dashboard.Tests.Reading;

/// <summary>When an edition is made: at once after a change of a role, twice a second at most; and what happens between two is not forgotten.</summary>
public sealed class FeedTests
{
    [Fact]
    public void A_server_that_was_two_things_between_two_editions_was_both()
    {
        var roles = new RoleHistory();
        var fleet = new FakeFleet("db001", "db002").Up();
        var noon = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        roles.Note(fleet.Now, noon);
        roles.Note(fleet.Fail("db001").Now, noon.AddSeconds(1));
        roles.Note(fleet.Fail("db001").Now, noon.AddSeconds(1.1));
        roles.Note(fleet.Answer("db002").Now, noon.AddSeconds(2));
        roles.Note(fleet.Answer("db001", source: "db002").Now, noon.AddSeconds(9));

        Assert.Equal(["writer", "suspect", "down", "reader"], roles.Of(fleet["db001"]).Select(span => span.State));
        Assert.Equal(["reader", "writer"], roles.Of(fleet["db002"]).Select(span => span.State));
        Assert.Equal(noon.AddSeconds(2), roles.SinceOf(fleet["db002"]));
    }

    [Fact]
    public void A_day_is_kept_and_so_many_changes_at_most()
    {
        var roles = new RoleHistory();
        var fleet = new FakeFleet("db001", "db002").Up();
        var noon = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        for (var change = 0; change < 1000; change++) roles.Note(fleet.Drain("db002", change % 2 == 0).Now, noon.AddSeconds(change));
        Assert.Equal(200, roles.Of(fleet["db002"]).Count);

        roles.Note(fleet.Now, noon.AddDays(2));
        Assert.Single(roles.Of(fleet["db002"]));
    }

    [Fact]
    public async Task A_change_of_a_role_is_told_without_waiting_for_the_next_second()
    {
        // A clock that stands still: nothing but the change itself can bring an edition.
        var clock = new StandingClock();
        var source = new FakeSource("shop", new FakeFleet("db001", "db002").Up());
        var feed = new SourceFeed(source.Entry, clock, NullLogger.Instance);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (_, first, next) = feed.Since(0);
        var running = feed.RunAsync(stopping.Token);

        source.Change(() => source.Fleet.Drain("db002"));
        await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        var told = JsonElement.Parse(feed.Since(first).Json).GetProperty("set");
        Assert.Equal("drained", told.GetProperty("server").GetProperty("db002:3306").GetProperty("state").GetString());
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override DateTimeOffset GetUtcNow() => new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // It never rings.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
