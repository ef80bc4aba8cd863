using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Monitor.Threads;

/// <summary>
/// The threads for the driver's synchronous calls: one as a rule. More are added while calls wait and all threads are blocked, quickly but not
/// at once, for most calls last less than a thread's start; they go when they have not been needed for long. The calls themselves are bounded,
/// by what a server's probe may leave behind, and so are the threads.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A timer that is not set is memory.")]
internal sealed class CallThreads
{
    private static readonly TimeSpan GrowsAfter = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Queue<Action> _calls = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _growth;
    private int _count;
    private int _idle;
    private int _starting;
    private bool _mayGrow;
    private bool _hasEnded;
    private long _grownAt;

    public CallThreads(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _growth = timeProvider.CreateTimer(
            static self => ((CallThreads)self!).Grow(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Runs a call that throws nothing, as soon as there is a thread for it.</summary>
    public void Run(Action call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            if (_count == 0) Add();
            else if (_calls.Count <= _idle) System.Threading.Monitor.Pulse(_gate);
            else if (!_mayGrow) SetGrowth(true);
        }
    }

    /// <summary>Ends the wait for calls.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            System.Threading.Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        UnsampledTrace.Begin();
        lock (_gate) _starting--;
        while (Take() is { } call) call();
    }

    // Null when the thread is to end.
    private Action? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_calls.TryDequeue(out var call))
                {
                    if (_mayGrow && _calls.Count <= _idle) SetGrowth(false);
                    return call;
                }

                if (_hasEnded || (_count > 1 && _timeProvider.GetElapsedTime(_grownAt) > Linger))
                {
                    _count--;
                    return null;
                }

                _idle++;
                System.Threading.Monitor.Wait(_gate);
                _idle--;
            }
        }
    }

    // Calls have waited all the time since growth was set.
    private void Grow()
    {
        lock (_gate)
        {
            if (!_mayGrow) return;
            _grownAt = _timeProvider.GetTimestamp();
            var waiting = _calls.Count - _idle - _starting;
            for (var i = Math.Min(waiting, Math.Max(1, _count / 2)); i > 0; i--) Add();
            SetGrowth(true);
        }
    }

    private void SetGrowth(bool mayGrow)
    {
        _mayGrow = mayGrow;
        _growth.Change(mayGrow ? GrowsAfter : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Add()
    {
        _count++;
        _starting++;
        new Thread(Work) { IsBackground = true, Name = "RoutingData calls" }.UnsafeStart();
    }
}
