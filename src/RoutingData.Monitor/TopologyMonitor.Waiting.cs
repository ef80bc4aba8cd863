using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <content>Waiting for a snapshot, with a task or with a thread. Neither waits on the monitor's own threads.</content>
internal sealed partial class TopologyMonitor
{
    private int _waiting;

    /// <inheritdoc/>
    public async ValueTask<TopologySnapshot?> WaitForAsync(
        Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = _timeProvider.GetTimestamp();
        var isWaiting = false;
        try
        {
            while (true)
            {
                var next = _observed.Next;
                var topology = Current;
                if (condition(topology)) return topology;
                if (_stopped) throw Stopped();

                var left = timeout - _timeProvider.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero) return null;
                if (!isWaiting) BeginWaiting(out isWaiting);
                await next.WaitAsync(left, _timeProvider, cancellationToken).ConfigureAwait(false);
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
    public TopologySnapshot? WaitFor(Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var begun = _timeProvider.GetTimestamp();
        var isWaiting = false;
        try
        {
            while (true)
            {
                var seen = _observed.Count;
                var topology = Current;
                if (condition(topology)) return topology;
                if (_stopped) throw Stopped();

                var left = timeout - _timeProvider.GetElapsedTime(begun);
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

    // The first who waits has the servers asked now, where they were not asked often any more, and while anyone waits they are asked more often.
    private void BeginWaiting(out bool isWaiting)
    {
        isWaiting = true;
        if (Interlocked.Increment(ref _waiting) != 1) return;
        var topology = Current;
        foreach (var watch in _watches.Values)
        {
            if (topology.IsUrgent(watch.Address) && Unsettled(topology, watch.Address) > ProbePacing.FullPace) watch.Wake();
        }
    }

    private static ObjectDisposedException Stopped() => new(
        typeof(TopologyMonitor).FullName, "The topology monitor has been stopped, most likely with its data source: it will see no change any more.");
}
