using RoutingData.Monitor.Threads;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Threads;

/// <summary>The threads for the driver's synchronous calls: as many as are needed, and no more.</summary>
[Trait("Fault", "A4")]
[Trait("Fault", "R2")]
public sealed class CallThreadsTests : IDisposable
{
    private const int Limit = 60_000;

    private static readonly TimeSpan GrowsAfter = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly CallThreads _threads;
    private readonly ManualResetEventSlim _released = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly SemaphoreSlim _ended = new(0);

    public CallThreadsTests() => _threads = new CallThreads(_time);

    public void Dispose()
    {
        _released.Set();
        _threads.End();
    }

    [Fact(Timeout = Limit)]
    public async Task Quick_calls_share_one_thread()
    {
        for (var i = 0; i < 100; i++) Quick();
        await EndedAsync(100);
        Assert.Equal(1, _threads.Count);
        Assert.Empty(_time.Timers);
    }

    [Fact(Timeout = Limit)]
    public async Task While_all_are_blocked_one_is_added_after_ten_milliseconds_and_not_sooner()
    {
        Blocking();
        await BegunAsync(1);
        Quick();
        _time.Advance(GrowsAfter - TimeSpan.FromMilliseconds(1));
        Assert.Equal((1, 0), (_threads.Count, _ended.CurrentCount));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await EndedAsync(1);
        Assert.Equal(2, _threads.Count);
    }

    [Theory(Timeout = Limit)]
    [InlineData(1, 1)]
    [InlineData(10, 6)]
    [InlineData(300, 14)]
    public async Task However_many_servers_hang_the_one_after_them_is_asked_soon(int hung, int steps)
    {
        for (var i = 0; i < hung; i++) Blocking();
        Quick();
        var (threads, taken) = (1, 0);
        await BegunAsync(threads);
        for (; threads <= hung; taken++)
        {
            _time.Advance(GrowsAfter);
            var added = _threads.Count - threads;
            Assert.InRange(added, 1, Math.Max(1, threads / 2));
            await BegunAsync(added);
            threads += added;
        }

        await EndedAsync(1);
        Assert.Equal((hung + 1, steps), (threads, taken));
        await _time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Fact(Timeout = Limit)]
    public async Task What_was_added_goes_when_it_has_not_been_needed_for_long()
    {
        for (var i = 0; i < 3; i++)
        {
            Blocking();
            await BegunAsync(1);
            Quick();
            _time.Advance(GrowsAfter);
            await EndedAsync(1);
            await BegunAsync(1);
        }

        Assert.InRange(_threads.Count, 3, 4);
        _released.Set();
        await EndedAsync(3);

        _time.Advance(Linger + GrowsAfter);
        // Each that is idle is given a call, after which it looks whether it is still needed.
        while (_threads.Count > 1)
        {
            Quick();
            await EndedAsync(1);
        }

        Quick();
        await EndedAsync(1);
        Assert.Equal(1, _threads.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task None_is_left_after_the_end_and_what_is_still_called_is_run_all_the_same()
    {
        Quick();
        await EndedAsync(1);
        _threads.End();
        Assert.True(SpinWait.SpinUntil(() => _threads.Count == 0, Limit));

        Quick();
        await EndedAsync(1);
        Assert.True(SpinWait.SpinUntil(() => _threads.Count == 0, Limit));
    }

    private void Quick() => _threads.Run(() =>
    {
        _begun.Release();
        _ended.Release();
    });

    private void Blocking() => _threads.Run(() =>
    {
        _begun.Release();
        _released.Wait();
        _ended.Release();
    });

    private async Task BegunAsync(int count)
    {
        for (; count > 0; count--) await _begun.WaitAsync(TestContext.Current.CancellationToken);
    }

    private async Task EndedAsync(int count)
    {
        for (; count > 0; count--) await _ended.WaitAsync(TestContext.Current.CancellationToken);
    }
}
