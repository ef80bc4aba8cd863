using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

[Trait("Requirement", "D39")]
public sealed class ChangeSignalTests
{
    private readonly ChangeSignal _signal = new();

    [Fact]
    public void A_task_taken_before_a_change_ends_with_it_and_one_taken_after_does_not()
    {
        var before = _signal.Next;
        Assert.False(before.IsCompleted);
        _signal.Raise();
        Assert.True(before.IsCompletedSuccessfully);
        Assert.False(_signal.Next.IsCompleted);
    }

    [Fact]
    public void A_change_between_looking_and_waiting_is_not_missed()
    {
        var seen = _signal.Count;
        Assert.False(_signal.Wait(seen, TimeSpan.Zero));
        _signal.Raise();
        Assert.True(_signal.Wait(seen, TimeSpan.Zero));
        Assert.False(_signal.Wait(_signal.Count, TimeSpan.Zero));
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_thread_that_waits_is_woken()
    {
        var seen = _signal.Count;
        var waiters = Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () => _signal.Wait(seen, Timeout.InfiniteTimeSpan),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        _signal.Raise();
        Assert.All(await Task.WhenAll(waiters), Assert.True);
    }

    [Fact(Timeout = 60_000)]
    [Trait("Fault", "R16")]
    public async Task A_cancelled_wait_ends_and_the_others_go_on()
    {
        var seen = _signal.Count;
        using var cancelling = new CancellationTokenSource();
        Task<bool> Start(CancellationToken token) => Task.Factory.StartNew(
            () => _signal.Wait(seen, Timeout.InfiniteTimeSpan, token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var cancelled = Start(cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Start(cancelling.Token));
        var other = Start(CancellationToken.None);
        _signal.Raise();
        Assert.True(await other);
    }
}
