namespace RoutingData.Tests.Monitoring;

/// <summary>A clock that stands still until it is moved. Tests wait for a timer to be set, never for time to pass.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<IReadOnlyList<TimeSpan>, bool> Condition, TaskCompletionSource Reached)> _watchers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time left on each timer that is set, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Timers
    {
        get
        {
            lock (_gate) return Left();
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock and fires what falls due, in order.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan until;
        lock (_gate) until = _now + by;
        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
                _now = next?.DueAt ?? until;
                if (next is null) return;
                _timers.Remove(next);
                if (next.Period is { } period) Set(next, period, period);
            }

            next.Fire();
        }
    }

    /// <summary>Ends when the timers that are set fulfil a condition, at once if they do.</summary>
    public Task WhenTimersAsync(Func<IReadOnlyList<TimeSpan>, bool> condition)
    {
        lock (_gate)
        {
            if (condition(Left())) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((condition, reached));
            return reached.Task;
        }
    }

    private List<TimeSpan> Left() => [.. _timers.Select(timer => timer.DueAt - _now).Order()];

    private void Set(ManualTimer timer, TimeSpan? dueTime, TimeSpan? period = null)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime is { } due)
            {
                timer.DueAt = _now + due;
                _timers.Add(timer);
            }

            var left = Left();
            foreach (var watcher in _watchers.Where(watcher => watcher.Condition(left)).ToArray())
            {
                _watchers.Remove(watcher);
                watcher.Reached.SetResult();
            }
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan DueAt { get; set; }

        public TimeSpan? Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, Finite(dueTime), Finite(period));
            return true;
        }

        public void Dispose() => time.Set(this, null);

        private static TimeSpan? Finite(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? null : time;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
