namespace RoutingData.Testing.Simulation;

/// <summary>A timer of a <see cref="SimulatedClock"/>, which guards everything in it.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>Rises whenever it is set anew, so that what the clock's queue says of it before is void.</summary>
    public int Version { get; set; }

    /// <summary>Its period; null when it fires once.</summary>
    public TimeSpan? Period { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        clock.Set(this, Finite(dueTime), period == TimeSpan.Zero ? null : Finite(period));
        return true;
    }

    public void Dispose() => clock.Set(this, null, null);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static TimeSpan? Finite(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? null : time;
}
