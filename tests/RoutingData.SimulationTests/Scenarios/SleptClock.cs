namespace RoutingData.SimulationTests.Scenarios;

/// <summary>The clocks of a process whose machine sleeps, or that is restored from a snapshot: the time of day goes on, and the steady clock stands still.</summary>
internal sealed class SleptClock(TimeProvider clock) : TimeProvider
{
    private TimeSpan _slept;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + _slept;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    public void Sleep(TimeSpan time) => _slept += time;
}
