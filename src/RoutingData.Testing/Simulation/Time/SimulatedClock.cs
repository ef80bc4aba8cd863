using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

/// <summary>
/// A clock that stands still until it is moved: by <see cref="Advance"/>, or by <see cref="RunAsync"/>, which moves it on to the next timer
/// whenever nothing else is left to do. Give it to whatever takes a <see cref="TimeProvider"/>; waits of minutes then last microseconds.
/// </summary>
/// <remarks>
/// Continuations run on the thread pool, as always. In a process whose pool has one thread (<c>DOTNET_PROCESSOR_COUNT=1</c> and
/// <c>DOTNET_ThreadPool_ForceMaxWorkerThreads=1</c>) they run one after the other in one order: the same program gives the same history.
/// With more threads, what happens between two timers may happen in any order.
/// </remarks>
public sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<ScheduledTimer, (long DueAt, long Order)> _timers = new();
    private long _now;
    private long _order;

    /// <summary>What has passed since the clock was made.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Ticks of 100 nanoseconds.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Returns the simulated date: the clock begins on 1 January 2000.</summary>
    public override DateTimeOffset GetUtcNow() => Beginning + Elapsed;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and on its way fires on this thread what falls due, in order.</summary>
    /// <param name="by">How far; what is due now fires with <see cref="TimeSpan.Zero"/>.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetTimestamp() + by.Ticks;
        while (TryFire(until))
        {
        }

        lock (_gate) Volatile.Write(ref _now, Math.Max(_now, until));
    }

    /// <summary>
    /// Runs work on the thread pool and moves the clock on each time the pool has nothing left to do, until the work has ended.
    /// Everything that waits must wait through this clock, or for something that does. One run at a time in a process; others wait.
    /// </summary>
    /// <param name="work">The work; it must not block its thread.</param>
    /// <exception cref="InvalidOperationException">The work waits for something that will never happen: no timer is set.</exception>
    public Task RunAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new SimulationRun(this, work).RunAsync();
    }

    /// <summary>Fires the next timer that is due at a time or before; false when there is none.</summary>
    internal bool TryFire(long until = long.MaxValue)
    {
        SimulatedTimer? timer = null;
        lock (_gate)
        {
            while (_timers.TryPeek(out var next, out var key) && key.DueAt <= until)
            {
                _timers.Dequeue();
                if (!next.IsStillSet) continue;
                timer = next.Timer;
                Volatile.Write(ref _now, Math.Max(_now, key.DueAt));
                if (timer.Period is { } period) Add(timer, _now + Math.Max(1, period.Ticks));
                else timer.Version++;
                break;
            }
        }

        timer?.Fire();
        return timer is not null;
    }

    /// <summary>Sets a timer anew; what it was set to before no longer counts.</summary>
    internal void Set(SimulatedTimer timer, TimeSpan? dueTime, TimeSpan? period)
    {
        lock (_gate)
        {
            timer.Version++;
            timer.Period = period;
            if (dueTime is { } due) Add(timer, _now + due.Ticks);
        }
    }

    private void Add(SimulatedTimer timer, long dueAt) => _timers.Enqueue(new ScheduledTimer(timer, timer.Version), (dueAt, ++_order));

    private readonly record struct ScheduledTimer(SimulatedTimer Timer, int Version)
    {
        public bool IsStillSet => Timer.Version == Version;
    }
}
