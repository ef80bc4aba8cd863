using Microsoft.Extensions.Logging;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>
/// Holds the newest snapshot of the topology: publishes changes to followers, handlers and the log, and wakes who waits for one. Neither kind of
/// waiting runs on the monitor's own threads.
/// </summary>
/// <param name="sender">Whose events they are.</param>
/// <param name="initial">The first snapshot.</param>
/// <param name="announcements">Where handlers and the log are called.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class TopologyStore(object sender, TopologySnapshot initial, Announcements announcements, TimeProvider timeProvider)
{
    private readonly ChangeSignal _observed = new();
    private TopologySnapshot _current = initial;
    private long _mark;
    private int _waiting;
    private volatile bool _hasEnded;

    /// <inheritdoc cref="ITopologyMonitor.Changed"/>
    public event EventHandler<TopologyChangedEventArgs>? Changed;

    /// <inheritdoc cref="TopologyMonitor.Following"/>
    public event Action<TopologyEvent, TopologySnapshot>? Following;

    /// <summary>Raised under the lock, with the snapshot before the change: for the monitor's own parts.</summary>
    public event Action<TopologySnapshot, TopologyChange>? Published;

    /// <summary>Guards every change of the snapshot, and what the monitor keeps beside it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The newest snapshot.</summary>
    public TopologySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Called when the first begins to wait.</summary>
    public Action? Awaited { get; set; }

    /// <summary>Whether anyone waits for a change.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    /// <summary>Whether it changes no more.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Takes the next mark of the one counter that says what came before what.</summary>
    public long NextMark() => Interlocked.Increment(ref _mark);

    /// <summary>Puts a snapshot in force in which nothing has happened.</summary>
    public void Replace_NeedsLock(TopologySnapshot next) => Volatile.Write(ref _current, next);

    /// <summary>Puts a change in force.</summary>
    public void Publish_NeedsLock(TopologyChange change)
    {
        var before = Current;
        Replace_NeedsLock(change.Next);
        foreach (var item in change.Events)
        {
            foreach (var follower in Delegate.EnumerateInvocationList(Following)) Follow(follower, item, change.Next);
            announcements.Add(log => TopologyLog.Log(log, item));
            announcements.Add(log => Raise(log, item));
        }

        Published?.Invoke(before, change);
    }

    /// <summary>Wakes who waits, outside of the lock.</summary>
    public void Signal() => _observed.Raise();

    /// <summary>Ends everyone's wait with the next <see cref="Signal"/>.</summary>
    public void End() => _hasEnded = true;

    /// <inheritdoc cref="ITopologyMonitor.WaitForAsync"/>
    public async ValueTask<TopologySnapshot?> WaitForAsync(
        Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = timeProvider.GetTimestamp();
        var isWaiting = false;
        try
        {
            while (true)
            {
                var next = _observed.Next;
                var topology = Current;
                if (condition(topology)) return topology;
                if (_hasEnded) throw Ended();

                var left = timeout - timeProvider.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero) return null;
                if (!isWaiting) BeginWaiting(out isWaiting);
                await next.WaitAsync(left, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            if (isWaiting) Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>As <see cref="WaitForAsync"/>, for a caller that has no task to give: blocks its thread.</summary>
    /// <param name="condition">Looked at once for each snapshot; must be quick and pure.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot, or null when the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The monitor was stopped, or is while this waits.</exception>
    public TopologySnapshot? WaitFor(Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = timeProvider.GetTimestamp();
        var isWaiting = false;
        try
        {
            while (true)
            {
                var seen = _observed.Count;
                var topology = Current;
                if (condition(topology)) return topology;
                if (_hasEnded) throw Ended();

                var left = timeout - timeProvider.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero) return null;
                if (!isWaiting) BeginWaiting(out isWaiting);
                if (!_observed.Wait(seen, left, cancellationToken)) return null;
            }
        }
        finally
        {
            if (isWaiting) Interlocked.Decrement(ref _waiting);
        }
    }

    private void BeginWaiting(out bool isWaiting)
    {
        isWaiting = true;
        if (Interlocked.Increment(ref _waiting) == 1) Awaited?.Invoke();
    }

    private void Follow(Action<TopologyEvent, TopologySnapshot> follower, TopologyEvent item, TopologySnapshot topology)
    {
        try
        {
            follower(item, topology);
        }
        catch (Exception exception)
        {
            announcements.Add(log => MonitorLog.FollowerFailed(log, exception));
        }
    }

    private void Raise(ILogger log, TopologyEvent item)
    {
        var change = new TopologyChangedEventArgs(item);
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(sender, change);
            }
            catch (Exception exception)
            {
                MonitorLog.HandlerFailed(log, exception);
            }
        }
    }

    private static ObjectDisposedException Ended() => new(
        typeof(TopologyMonitor).FullName, "The topology monitor has been stopped, most likely with its data source: it will see no change any more.");
}
