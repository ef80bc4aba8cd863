namespace RoutingData.Threading;

/// <summary>
/// A counting semaphore: waiters get a permit in the order in which they came. Taking a free one and giving one back while no thread
/// waits costs one interlocked operation: a lock there has every worker of a busy process wait for the one that was preempted with it.
/// </summary>
/// <param name="count">How many.</param>
/// <param name="timeProvider">The clock of those who wait with a task.</param>
internal sealed class Permits(int count, TimeProvider timeProvider)
{
    // In place of a count: none is free, and some wait. It comes and goes under the lock only, so that who finds it has to look there.
    private const int Wanted = -1;

    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _free = count;
    private bool _closed;

    /// <summary>How many are free now.</summary>
    public int Free => Math.Max(0, Volatile.Read(ref _free));

    /// <summary>How many wait for one.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Takes a permit if one is free, without waiting.</summary>
    public bool TryTake() => TryMove(by: -1, least: 1);

    /// <summary>Waits for a permit; false when the time is over, or when the semaphore is closed.</summary>
    public bool Take(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (TryTake()) return true;
        var waiter = Join();
        try
        {
            return waiter.Value.Task.Wait(timeout, cancellationToken) ? waiter.Value.Task.Result : Leave(waiter);
        }
        catch (OperationCanceledException)
        {
            if (Leave(waiter)) GiveBack();
            throw;
        }
    }

    /// <inheritdoc cref="Take"/>
    public async ValueTask<bool> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (TryTake()) return true;
        var waiter = Join();
        try
        {
            return await waiter.Value.Task.WaitAsync(timeout, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Leave(waiter);
        }
        catch (OperationCanceledException)
        {
            if (Leave(waiter)) GiveBack();
            throw;
        }
    }

    /// <summary>Gives a permit back, to the waiter that has waited longest.</summary>
    public void GiveBack()
    {
        while (!TryMove(by: 1, least: 0) && !TryHandOver())
        {
        }
    }

    /// <summary>Closes it: waiters are released at once, and so are later ones.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            while (_waiting.First is { } first) End(first, taken: false);
        }
    }

    // Its end is decided already when there is nothing to wait for.
    private LinkedListNode<TaskCompletionSource<bool>> Join()
    {
        var waiter = new LinkedListNode<TaskCompletionSource<bool>>(new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            // A thread that gives one back meanwhile does so before the mark is there, and it is found here, or sees the mark.
            while (!_closed && Interlocked.CompareExchange(ref _free, Wanted, 0) > 0)
            {
                if (!TryTake()) continue;
                waiter.Value.SetResult(true);
                return waiter;
            }

            if (_closed) waiter.Value.SetResult(false);
            else _waiting.AddLast(waiter);
        }

        return waiter;
    }

    private bool TryHandOver()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } first) return false;
            End(first, taken: true);
            return true;
        }
    }

    // Whether it was given a permit at that very moment.
    private bool Leave(LinkedListNode<TaskCompletionSource<bool>> waiter)
    {
        lock (_gate)
        {
            if (waiter.List is not null) End(waiter, taken: false);
        }

        return waiter.Value.Task.Result;
    }

    // Under the lock, so that a thread that has held it knows how each wait has ended.
    private void End(LinkedListNode<TaskCompletionSource<bool>> waiter, bool taken)
    {
        _waiting.Remove(waiter);
        if (_waiting.First is null) Volatile.Write(ref _free, 0);
        waiter.Value.SetResult(taken);
    }

    private bool TryMove(int by, int least)
    {
        var free = Volatile.Read(ref _free);
        while (free >= least)
        {
            var found = Interlocked.CompareExchange(ref _free, free + by, free);
            if (found == free) return true;
            free = found;
        }

        return false;
    }
}
