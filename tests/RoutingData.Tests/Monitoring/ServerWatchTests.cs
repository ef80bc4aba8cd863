using RoutingData.Monitor;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Threads;

namespace RoutingData.Tests.Monitoring;

[Trait("Requirement", "D37")]
public sealed class ServerWatchTests
{
    private const int Limit = 60_000;

    private readonly ManualTime _time = new();
    private readonly ServerWatch _watch;

    public ServerWatchTests()
    {
        var execution = MonitorExecution.For(_time);
        var address = new ServerAddress("db001", 3306);
        var probe = new ServerProbe(
            new FakeDriver().Driver, "", address, new LockNames(new Random(1)), new FetchClock(_time), () => new MonitorOptions(), execution);
        _watch = new ServerWatch(address, "", probe, () => TimeSpan.FromMilliseconds(50), execution);
    }

    [Fact(Timeout = Limit)]
    public async Task A_pause_ends_when_its_time_is_over()
    {
        var pause = _watch.PauseAsync(TimeSpan.FromSeconds(1.5), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(pause.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await pause;
        await _time.WhenTimersAsync(timers => timers.Count == 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Waking_ends_the_pause_at_once_and_only_that_one()
    {
        var pause = _watch.PauseAsync(TimeSpan.FromSeconds(1.5), CancellationToken.None);
        _watch.Wake();
        _watch.Wake();
        await pause;
        await _time.WhenTimersAsync(timers => timers.Count == 0);

        var next = _watch.PauseAsync(TimeSpan.FromSeconds(1.5), CancellationToken.None);
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1.5));
        await next;
    }

    [Fact(Timeout = Limit)]
    public async Task Waking_during_a_probe_ends_the_pause_that_follows()
    {
        _watch.Wake();
        await _watch.PauseAsync(TimeSpan.FromSeconds(1.5), CancellationToken.None);
        Assert.Equal(0, _time.GetTimestamp());
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_pause_leaves_no_timer()
    {
        using var source = new CancellationTokenSource();
        var pause = _watch.PauseAsync(TimeSpan.FromSeconds(1.5), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pause);
        await _time.WhenTimersAsync(timers => timers.Count == 0);
    }
}
