namespace RoutingData.Monitor;

/// <summary>Wakes everyone who waits for the next change, whether they wait with a task or with a thread.</summary>
internal sealed class ChangeSignal
{
    private readonly object _gate = new();
    private TaskCompletionSource _next = NewSource();
    private long _count;

    /// <summary>How often it was raised; read before looking at what may change, and handed to <see cref="Wait"/>.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Ends with the next <see cref="Raise"/>; taken before looking at what may change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Raise()
    {
        lock (_gate)
        {
            _count++;
            Interlocked.Exchange(ref _next, NewSource()).SetResult();
            System.Threading.Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Blocks until it was raised more often than <paramref name="seen"/> times, or the time is over.</summary>
    /// <returns>False when the time is over; true is no more than a reason to look.</returns>
    public bool Wait(long seen, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        using var waking = cancellationToken.UnsafeRegister(static signal => ((ChangeSignal)signal!).Wake(), this);
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_count > seen) return true;
            var woken = System.Threading.Monitor.Wait(_gate, timeout);
            cancellationToken.ThrowIfCancellationRequested();
            return woken;
        }
    }

    private void Wake()
    {
        lock (_gate) System.Threading.Monitor.PulseAll(_gate);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
