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
        var again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var notices = new List<PromotionNotice>();
        await using var watched = new Watched(fence: (notice, _) =>
        {
            lock (notices) notices.Add(notice);
            var call = calls.Dequeue();
            if (calls.Count == 0) again.SetResult();
            return call.Task;
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
        await PassPausesUntilAsync(watched, again.Task);
        Assert.Null(watched.Writer);
        pending[1].SetResult();

        await watched.Monitor.WaitForAsync(snapshot => snapshot.WriterOf(10) is not null && snapshot.WriterSince(10) > 1, TimeSpan.FromHours(1));
        Assert.Equal("db002", watched.Writer);
        Assert.Equal(["db002", "db002"], notices.Select(notice => notice.NewWriter.Hostname));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "A7")]
    public async Task A_reload_brings_a_fence_and_another_one_and_the_one_in_force_is_called()
    {
        var (first, second) = (new TaskCompletionSource<PromotionNotice>(), new TaskCompletionSource<PromotionNotice>());
        await using var watched = new Watched();
        await watched.StartAsync();

        watched.Redefine(watched.Servers, (notice, _) => Note(first, notice));
        watched.SwitchOver(0, 1);
        await watched.WaitForWriterAsync("db002");
        Assert.Equal(("db001", "db002"), Names(await first.Task));

        watched.Redefine(watched.Servers, (notice, _) => Note(second, notice));
        watched.SwitchOver(1, 2);
        await watched.WaitForWriterAsync("db003");
        Assert.Equal(("db002", "db003"), Names(await second.Task));

        // SetResult would throw at a second call.
        static Task Note(TaskCompletionSource<PromotionNotice> called, PromotionNotice notice)
        {
            called.SetResult(notice);
            return Task.CompletedTask;
        }
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "A7")]
    public async Task Of_a_fence_that_threw_the_successor_is_called()
    {
        await using var watched = new Watched(fence: (_, _) => throw new InvalidOperationException("never"));
        await watched.StartAsync();
        watched.SwitchOver(0, 1);
        await watched.Monitor.WaitForAsync(
            topology => topology.FindPair(10)!.FencedFrom is not null, TimeSpan.FromHours(1), CancellationToken.None);
        await watched.Time.WhenTimersAsync(timers => timers.Contains(TimeSpan.FromSeconds(1)));

        watched.Redefine(watched.Servers, (_, _) => Task.CompletedTask);
        Assert.Null(watched.Writer);
        await PassPausesUntilAsync(watched, watched.WaitForWriterAsync("db002"));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "A7")]
    public async Task A_reload_without_the_fence_lets_the_promotion_under_way_through_and_says_so_loudly()
    {
        using var log = new BlockedLog();
        log.Release();
        var called = new TaskCompletionSource<PromotionNotice>();
        var never = new TaskCompletionSource();
        await using var watched = new Watched(logger: log, fence: (notice, _) =>
        {
            called.SetResult(notice);
            return never.Task;
        });
        await watched.StartAsync();
        watched.SwitchOver(0, 1);
        await called.Task;
        Assert.Null(watched.Writer);

        watched.Redefine(watched.Servers);
        Assert.Equal("db002", watched.Writer);
        var dropped = log.Lines.GetConsumingEnumerable(TestContext.Current.CancellationToken)
            .First(line => line.StartsWith("Warning: The options in force no longer have a promotion fence", StringComparison.Ordinal));
        Assert.Contains("1 promotions that waited for the fence", dropped, StringComparison.Ordinal);

        // The next one is not asked about.
        watched.SwitchOver(1, 2);
        await watched.WaitForWriterAsync("db003");
        never.SetException(new InvalidOperationException("too late to matter"));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Fault", "B3")]
    public async Task A_fence_that_blocks_its_thread_holds_back_its_promotion_and_nothing_else()
    {
        using var released = new ManualResetEventSlim();
        var called = new TaskCompletionSource();
        await using var watched = new Watched(onOwnThreads: true, fence: (_, _) =>
        {
            called.SetResult();
            released.Wait();
            return Task.CompletedTask;
        });
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        watched.SwitchOver(0, 1);
        await called.Task;

        var mark = watched.Monitor.ReportFailure(Watched.Address(watched.Servers[2]));
        Assert.NotNull(await watched.Monitor.WaitForAsync(
            topology => topology.WasProbedSince(Watched.Address(watched.Servers[2]), mark), TimeSpan.FromHours(1), default));
        Assert.Null(watched.Writer);
        released.Set();
        await watched.WaitForWriterAsync("db002");
    }

    private static (string, string) Names(PromotionNotice notice) => (notice.OldWriter.Hostname, notice.NewWriter.Hostname);

    // The pause after a fence that threw may not be the first one of a second.
    private static async Task PassPausesUntilAsync(Watched watched, Task awaited)
    {
        while (await Task.WhenAny(awaited, watched.Time.WhenTimersAsync(timers => timers.Contains(TimeSpan.FromSeconds(1)))) != awaited)
            watched.Time.Advance(TimeSpan.FromSeconds(1));
        await awaited;
    }
}
