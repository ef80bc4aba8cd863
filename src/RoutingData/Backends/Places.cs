using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Backends;

/// <summary>
/// So many places and no more. Taking a free one and giving one back without anybody waiting costs one interlocked operation: a lock there
/// has every worker of a busy process wait for the one that was preempted with it.
/// </summary>
/// <param name="count">How many.</param>
/// <param name="timeProvider">The clock of those who wait with a task.</param>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore holds nothing but memory.")]
internal sealed class Places(int count, TimeProvider timeProvider)
{
    private readonly SemaphoreSlim _given = new(0);
    // Below zero: so many wait, and nobody has given them a place yet.
    private int _free = count;

    /// <summary>Takes a place if one is free, without waiting.</summary>
    public bool TryTake() => TryMove(by: -1, free => free > 0);

    /// <summary>Waits for a place; false when the time is over.</summary>
    public bool Take(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _free) >= 0) return true;
        try
        {
            return _given.Wait(timeout, cancellationToken) || !TryStopWaiting();
        }
        catch (OperationCanceledException)
        {
            if (!TryStopWaiting()) GiveBack();
            throw;
        }
    }

    /// <inheritdoc cref="Take"/>
    public async ValueTask<bool> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _free) >= 0) return true;
        // A semaphore's own timeout knows no clock but the system's.
        using var deadline = new CancellationTokenSource(timeout, timeProvider);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await _given.WaitAsync(ending.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return !TryStopWaiting();
        }
        catch (OperationCanceledException)
        {
            if (!TryStopWaiting()) GiveBack();
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    /// <summary>Gives a place back, to whoever waits.</summary>
    public void GiveBack()
    {
        if (Interlocked.Increment(ref _free) <= 0) _given.Release();
    }

    // False when a place was given at that very moment: it is taken.
    private bool TryStopWaiting()
    {
        if (TryMove(by: 1, free => free < 0)) return true;
        _given.Wait();
        return false;
    }

    private bool TryMove(int by, Func<int, bool> may)
    {
        var free = Volatile.Read(ref _free);
        while (may(free))
        {
            var found = Interlocked.CompareExchange(ref _free, free + by, free);
            if (found == free) return true;
            free = found;
        }

        return false;
    }
}
