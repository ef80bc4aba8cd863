namespace RoutingData.Pools;

/// <summary>
/// Counts tenths of a second, for what needs only a rough time: reading it costs nothing. It rests while no connection is rented, because in
/// a process that has nothing to do a timer that wakes a thread ten times a second costs more than the monitor.
/// </summary>
internal sealed class InFlightClock(TimeProvider timeProvider) : IDisposable
{
    /// <summary>Time between two ticks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private volatile int _tick;
    private volatile bool _rests;
    private bool _disposed;

    /// <summary>How many periods there have been, those of its rests left out.</summary>
    public int Tick => _tick;

    /// <summary>Called at each tick, with the count.</summary>
    public Action<int>? Ticked { get; set; }

    /// <summary>Begins to count; again does nothing.</summary>
    public void Start()
    {
        if (_timer is not null) return;
        lock (_gate)
        {
            if (_disposed || _timer is not null) return;
            using (ExecutionContext.SuppressFlow())
            {
                _timer = timeProvider.CreateTimer(static clock => ((InFlightClock)clock!).Count(), this, Period, Period);
            }
        }
    }

    /// <summary>Counts no further until it is woken.</summary>
    public void Rest() => Become(rests: true, Timeout.InfiniteTimeSpan);

    /// <summary>Goes on if it rests, because a connection is rented.</summary>
    public void Wake()
    {
        if (_rests) Become(rests: false, Period);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Count() => Ticked?.Invoke(++_tick);

    private void Become(bool rests, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed || _timer is null || _rests == rests) return;
            _rests = rests;
            _timer.Change(period, period);
        }
    }
}
