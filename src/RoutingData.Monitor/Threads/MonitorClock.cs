namespace RoutingData.Monitor.Threads;

/// <summary>The system's time, with timers that fire on the monitor's own thread: the system's own need the pool.</summary>
internal sealed class MonitorClock(MonitorThread thread) : TimeProvider
{
    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MonitorTimer(thread, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
