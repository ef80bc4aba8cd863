using System.Threading.Tasks.Sources;

namespace RoutingData.Pools;

/// <summary>
/// A driver's open that is waited for until it ends, is given up or has its caller gone. One object and no timer: opening is what a web
/// request does every time. An open that was terminated ends by itself, and its result is ignored.
/// </summary>
internal sealed class PendingOpen : IValueTaskSource
{
    private readonly Task _opening;
    private ManualResetValueTaskSourceCore<bool> _ended;
    private int _isOver;

    /// <param name="opening">The driver's open.</param>
    /// <param name="since">The tick of the in-flight clock at which it began.</param>
    public PendingOpen(Task opening, int since)
    {
        _opening = opening;
        Since = since;
        opening.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(OnOpened);
    }

    /// <summary>The tick of the in-flight clock at which it began.</summary>
    public int Since { get; }

    /// <summary>Ends as the driver's open does, or as it was given up; to be awaited once.</summary>
    public ValueTask Ended => new(this, _ended.Version);

    /// <summary>Ends the wait with an error.</summary>
    public void Terminate(Exception reason)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        // Not on the thread that brings the news, which has others to notify.
        _ended.RunContinuationsAsynchronously = true;
        _ended.SetException(reason);
    }

    void IValueTaskSource.GetResult(short token)
    {
        _ended.GetResult(token);
        _opening.GetAwaiter().GetResult();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _ended.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _ended.OnCompleted(continuation, state, token, flags);

    private void OnOpened()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0) _ended.SetResult(true);
    }
}
