namespace RoutingData.Pools;

/// <summary>Signals when no session uses a pool any more.</summary>
/// <param name="count">How many do.</param>
internal sealed class PoolUsers(Func<int> count)
{
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource? _gone;

    /// <summary>Whether there is none.</summary>
    public bool AreGone
    {
        get
        {
            // What the caller has written before must be seen by a thread that enters now.
            Interlocked.MemoryBarrier();
            return count() == 0;
        }
    }

    /// <summary>Returns a task that ends as soon as there is none, for a moment at least.</summary>
    public Task WhenGoneAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _gone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var gone = _gone.Task.WaitAsync(cancellationToken);
            SignalIfGone_NeedsLock();
            return gone;
        }
    }

    /// <summary>Looks whether the last one has left.</summary>
    public void Look()
    {
        if (_gone is null) return;
        lock (_gate) SignalIfGone_NeedsLock();
    }

    private void SignalIfGone_NeedsLock()
    {
        if (_gone is null || !AreGone) return;
        _gone.SetResult();
        _gone = null;
    }
}
