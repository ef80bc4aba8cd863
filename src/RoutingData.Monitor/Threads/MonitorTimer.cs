namespace RoutingData.Monitor.Threads;

/// <summary>A timer of the monitor's thread, which fires it.</summary>
internal sealed class MonitorTimer(MonitorThread thread, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _isDisposed;

    public bool IsDisposed => _isDisposed;

    /// <summary>Its period; null when it fires once. The thread guards it.</summary>
    public TimeSpan? Period { get; set; }

    public void Fire()
    {
        if (!_isDisposed) callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed) return false;
        thread.Set(this, Finite(dueTime), period == TimeSpan.Zero ? null : Finite(period));
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        thread.Set(this, null, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static TimeSpan? Finite(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? null : time;
}
