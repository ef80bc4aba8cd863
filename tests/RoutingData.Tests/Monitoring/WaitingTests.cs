using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>Waiting for the topology, with a task or with a thread.</summary>
[Trait("Requirement", "D39")]
public sealed class WaitingTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_holds_already_is_found_without_waiting(bool async)
    {
        await using var watched = new Watched();
        await watched.StartAsync();
        var before = watched.Monitor.Current;
        var found = await WaitAsync(watched, async, _ => true, TimeSpan.Zero);
        // A probe may have come meanwhile.
        Assert.InRange(found!.Epoch, before.Epoch, watched.Monitor.Current.Epoch);
        Assert.NotNull(await WaitAsync(watched, async, topology => topology.WriterOf(10) is not null, TimeSpan.Zero));
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_comes_later_is_found_when_it_comes(bool async)
    {
        await using var watched = new Watched();
        await watched.StartAsync();
        var newer = watched.Monitor.Current.WriterSince(10);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = WaitAsync(watched, async, topology =>
        {
            looked.TrySetResult();
            return topology.WriterOf(10) is not null && topology.WriterSince(10) > newer;
        }, Hour);
        await looked.Task;
        Assert.False(waiting.IsCompleted);

        watched.Servers[0].ReadOnly = true;
        watched.Servers[2].ReadOnly = false;
        foreach (var server in watched.Servers) watched.Monitor.ReportFailure(Watched.Address(server));

        Assert.Equal("db003", (await waiting)?.WriterOf(10)?.Address.Hostname);
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_time_is_no_wait(bool async)
    {
        await using var watched = new Watched();
        Assert.Null(await WaitAsync(watched, async, _ => false, TimeSpan.Zero));
        Assert.Null(await WaitAsync(watched, async, topology => topology.WriterOf(10) is not null, TimeSpan.Zero));
        await watched.Time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task A_wait_ends_with_its_time()
    {
        await using var watched = new Watched();
        var waiting = watched.Monitor.WaitForAsync(_ => false, TimeSpan.FromSeconds(10), CancellationToken.None).AsTask();
        watched.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(waiting.IsCompleted);
        watched.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(await waiting);
        await watched.Time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task A_wait_ends_with_the_callers_token()
    {
        await using var watched = new Watched();
        using var source = new CancellationTokenSource();
        var waiting = watched.Monitor.WaitForAsync(_ => false, Hour, source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await watched.Time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task Stopping_ends_every_wait(bool async)
    {
        await using var watched = new Watched();
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = WaitAsync(watched, async, _ =>
        {
            looked.TrySetResult();
            return false;
        }, Hour);
        await looked.Task;

        watched.Monitor.Stop();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => WaitAsync(watched, async, _ => false, Hour));
        await watched.Time.WhenTimersAsync(timers => timers.Count == 0);
    }

    private static Task<TopologySnapshot?> WaitAsync(Watched watched, bool async, Func<TopologySnapshot, bool> condition, TimeSpan timeout) => async
        ? watched.Monitor.WaitForAsync(condition, timeout, CancellationToken.None).AsTask()
        : Task.Factory.StartNew(
            () => watched.Monitor.WaitFor(condition, timeout),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
