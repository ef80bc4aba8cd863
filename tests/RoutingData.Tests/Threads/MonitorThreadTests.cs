using System.Collections.Concurrent;
using RoutingData.Monitor.Threads;

namespace RoutingData.Tests.Threads;

/// <summary>The monitor's one thread: its tasks, its timers, and its end.</summary>
[Trait("Fault", "A4")]
[Trait("Fault", "R2")]
public sealed class MonitorThreadTests
{
    private const int Limit = 60_000;

    private readonly OwnThreads _threads = new();

    [Fact(Timeout = Limit)]
    public async Task A_task_comes_back_to_the_one_thread_after_every_wait_which_is_none_of_the_pools()
    {
        var elsewhere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // With nothing to run or to wait for the thread would end, and the next task make another.
        using var waitedFor = _threads.Time.CreateTimer(_ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        var seen = new ConcurrentBag<(int Id, bool IsOfPool)>();
        var running = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _threads.Run(async () =>
        {
            Note();
            await Task.Delay(TimeSpan.FromMilliseconds(1), _threads.Time).ConfigureAwait(true);
            Note();
            await _threads.Call(async => Task.FromResult(async)).ConfigureAwait(true);
            Note();
            await elsewhere.Task.ConfigureAwait(true);
            Note();
        })));
        elsewhere.SetResult();
        await running;

        Assert.Equal(20, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.All(seen, thread => Assert.False(thread.IsOfPool));

        void Note() => seen.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
    }

    [Fact(Timeout = Limit)]
    public async Task Who_waits_for_a_task_goes_on_elsewhere()
    {
        var monitors = 0;
#pragma warning disable xUnit1030 // With no context to come back to, as in a library.
        await _threads.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _threads.Time).ConfigureAwait(true);
            monitors = Environment.CurrentManagedThreadId;
        }).ConfigureAwait(false);
#pragma warning restore xUnit1030

        Assert.NotEqual(monitors, Environment.CurrentManagedThreadId);
    }

    [Fact(Timeout = Limit)]
    public async Task Timers_fire_in_order_and_only_those_that_are_still_set()
    {
        var fired = new BlockingCollection<string>();
        List<ITimer> timers = [];
        // On the thread that fires them: none does meanwhile, however long that takes.
        await _threads.Run(() =>
        {
            var (disposed, never, moved) = (Timer("disposed", 10), Timer("never", 10), Timer("moved", 100_000));
            Timer("late", 1000);
            Timer("early", 20);
            disposed.Dispose();
            Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
            never.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            moved.Change(TimeSpan.FromMilliseconds(300), Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        });

        Assert.Equal(["early", "moved", "late"], await Task.Run(() => fired.GetConsumingEnumerable().Take(3).ToArray()));

        timers.ForEach(timer => timer.Dispose());

        ITimer Timer(string name, int milliseconds)
        {
            timers.Add(_threads.Time.CreateTimer(
                name => fired.Add((string)name!), name, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan));
            return timers[^1];
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_timer_with_a_period_fires_until_it_is_disposed_of_and_then_the_thread_ends()
    {
        var fired = new SemaphoreSlim(0);
        var timer = _threads.Time.CreateTimer(
            _ => fired.Release(), null, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 5; i++) await fired.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _threads.Threads);

        await timer.DisposeAsync();

        // Nothing to wait for wakes it once more; then it is gone, and the next task makes another.
        await _threads.Run(() => Task.CompletedTask);
        Assert.True(SpinWait.SpinUntil(() => _threads.Threads == 0, Limit));
        await _threads.Run(() => Task.CompletedTask);
    }

    // Each way in which the monitor waits: a hop by way of the pool would be seen as another thread's, or not come back at all.
    [Fact(Timeout = Limit)]
    public async Task A_signal_that_is_waited_for_beside_others_wakes_the_thread_without_the_pool()
    {
        var stacks = new ConcurrentBag<bool>();
        var signal = _threads.NewSignal();
        var call = new TaskCompletionSource<bool>();
        var waiting = _threads.Run(async () =>
        {
            var beside = Task.WhenAny(signal.Task, call.Task);
            _ = beside.ContinueWith(
                _ => stacks.Add(Thread.CurrentThread.IsThreadPoolThread), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await beside.ConfigureAwait(true);
        });
        using var timer = _threads.Time.CreateTimer(_ => signal.SetResult(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        await waiting;
        Assert.False(Assert.Single(stacks));
    }

    [Fact]
    public void Only_the_systems_clock_needs_threads()
    {
        Assert.IsType<OwnThreads>(MonitorExecution.For(TimeProvider.System));
        Assert.IsType<PoolExecution>(MonitorExecution.For(new Monitoring.ManualTime()));
    }
}
