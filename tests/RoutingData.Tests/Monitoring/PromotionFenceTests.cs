using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>The application's word before a promoted server gets its first statement.</summary>
[Trait("Requirement", "D38")]
public sealed class PromotionFenceTests
{
    [Fact(Timeout = Watched.Limit)]
    public async Task Nobody_writes_until_the_fence_has_ended_and_one_that_throws_is_called_again()
    {
        var calls = new Queue<TaskCompletionSource>([new(), new()]);
        var pending = calls.ToArray();
        var notices = new List<PromotionNotice>();
        await using var watched = new Watched(fence: (notice, _) =>
        {
            lock (notices) notices.Add(notice);
            return calls.Dequeue().Task;
        });
        await watched.StartAsync();
        Assert.Empty(notices);

        watched.Servers[0].ReadOnly = true;
        watched.Servers[1].ReadOnly = false;
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[0]));
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[1]));
        await watched.Monitor.WaitForAsync(
            topology => topology.FindPair(10)!.FencedFrom is not null, TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Null(watched.Writer);

        pending[0].SetException(new InvalidOperationException("the old writer could not be fenced off"));
        await watched.Time.WhenTimersAsync(timers => timers.Contains(TimeSpan.FromSeconds(1)));
        Assert.Null(watched.Writer);
        watched.Time.Advance(TimeSpan.FromSeconds(1));
        pending[1].SetResult();

        await watched.Monitor.WaitForWriterAsync(10, newerThan: 1, TimeSpan.FromHours(1), CancellationToken.None);
        Assert.Equal("db002", watched.Writer);
        Assert.Equal(["db002", "db002"], notices.Select(notice => notice.NewWriter.Hostname));
    }
}
