using RoutingData.Testing;

namespace RoutingData.SimulationTests.Scenarios;

public sealed class SimulatedClockTests
{
    private readonly SimulatedClock _clock = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_and_then_of_their_making()
    {
        var fired = new List<string>();
        using var late = Timer("late", 30);
        using var first = Timer("first", 10);
        using var second = Timer("second", 10);
        using var never = Timer("never", 20);
        never.Dispose();
        using var often = _clock.CreateTimer(_ => fired.Add($"often at {_clock.Elapsed.TotalMilliseconds}"), null, Milliseconds(5), Milliseconds(20));

        _clock.Advance(Milliseconds(29));
        Assert.Equal(["often at 5", "first", "second", "often at 25"], fired);
        _clock.Advance(Milliseconds(1));
        Assert.Equal("late", fired[^1]);
        Assert.Equal(Milliseconds(30), _clock.Elapsed);

        ITimer Timer(string name, int due) => _clock.CreateTimer(_ => fired.Add(name), null, Milliseconds(due), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public async Task An_hour_of_waiting_passes_when_nothing_else_is_left_to_do()
    {
        await _clock.RunAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(1, 60).Select(minutes => Task.Delay(TimeSpan.FromMinutes(minutes), _clock)));
            await Task.Run(() => { });
        });
        Assert.Equal(TimeSpan.FromHours(1), _clock.Elapsed);
    }

    [Fact]
    public async Task Work_that_waits_for_nothing_is_told_so() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _clock.RunAsync(() => new TaskCompletionSource().Task));

    [Fact]
    public async Task What_the_work_throws_comes_out() =>
        await Assert.ThrowsAsync<TimeoutException>(() => _clock.RunAsync(
            () => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromDays(1), _clock)));

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
