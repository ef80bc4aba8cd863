using System.Diagnostics;

namespace RoutingData.Monitor.Threads;

/// <summary>
/// One thread that runs tasks one after another and fires timers in between. It is there while there is something to run or to wait for,
/// and ends by itself. Nothing on it may block.
/// </summary>
internal sealed class MonitorThread : TaskScheduler
{
    private readonly object _gate = new();
    private readonly Queue<Task> _tasks = new();
    private readonly PriorityQueue<MonitorTimer, long> _timers = new();
    private bool _isRunning;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Whether the thread is there.</summary>
    public bool IsRunning => Volatile.Read(ref _isRunning);

    /// <summary>Sets a timer anew.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="dueIn">Until it fires; null for never.</param>
    /// <param name="period">Until it fires again; null for once.</param>
    public void Set(MonitorTimer timer, TimeSpan? dueIn, TimeSpan? period)
    {
        lock (_gate)
        {
            _timers.Remove(timer, out _, out _);
            timer.Period = period;
            if (dueIn is not { } left || timer.IsDisposed) return;
            _timers.Enqueue(timer, Stopwatch.GetTimestamp() + Ticks(left));
            GoOn();
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            _tasks.Enqueue(task);
            GoOn();
        }
    }

    // Never in line: what completes a task may hold a lock.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate) return [.. _tasks];
    }

    private void GoOn()
    {
        System.Threading.Monitor.Pulse(_gate);
        if (_isRunning) return;
        _isRunning = true;
        new Thread(Run) { IsBackground = true, Name = "RoutingData monitor" }.UnsafeStart();
    }

    private void Run()
    {
        while (TryTake(out var task, out var timer))
        {
            timer?.Fire();
            if (task is not null) TryExecuteTask(task);
        }
    }

    // False when there is nothing left to wait for.
    private bool TryTake(out Task? task, out MonitorTimer? timer)
    {
        lock (_gate)
        {
            while (true)
            {
                task = null;
                if (TryTakeDue(out timer, out var left) || _tasks.TryDequeue(out task)) return true;
                if (left is null)
                {
                    _isRunning = false;
                    return false;
                }

                System.Threading.Monitor.Wait(_gate, left.Value);
            }
        }
    }

    private bool TryTakeDue(out MonitorTimer? timer, out TimeSpan? left)
    {
        left = null;
        if (!_timers.TryPeek(out timer, out var dueAt)) return false;

        var now = Stopwatch.GetTimestamp();
        if (dueAt > now)
        {
            timer = null;
            left = WaitFor(Stopwatch.GetElapsedTime(now, dueAt));
            return false;
        }

        _timers.Dequeue();
        if (timer.Period is { } period) _timers.Enqueue(timer, Math.Max(now, dueAt + Ticks(period)));
        return true;
    }

    // Whole milliseconds, rounded up: to wake a moment early would be to wake twice. What is far away is waited for in steps.
    private static TimeSpan WaitFor(TimeSpan left) => TimeSpan.FromMilliseconds(Math.Min(60_000, Math.Ceiling(left.TotalMilliseconds)));

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
