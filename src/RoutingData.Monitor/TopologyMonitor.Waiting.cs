using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <content>Waiting for a snapshot, with a task or with a thread. Neither waits on the monitor's own threads.</content>
public sealed partial class TopologyMonitor
{
    private int _waiting;

    /// <summary>The first snapshot that fulfils a condition, now or later.</summary>
    /// <param name="condition">Looked at once for each snapshot; must be quick and pure.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot, or null when the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The monitor was stopped, or is while this waits.</exception>
    public async ValueTask<Topology?> WaitForAsync(Func<Topology, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
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
    public Topology? WaitFor(Func<Topology, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default)
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

    /// <summary>Waits until a pair has a writer that took its role after an epoch.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="newerThan">The epoch; -1 for any writer.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot with that writer, or null when the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The monitor was stopped, or is while this waits.</exception>
    public ValueTask<Topology?> WaitForWriterAsync(int hostgroup, long newerThan, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForAsync(topology => HasWriter(topology, hostgroup, newerThan), timeout, cancellationToken);

    /// <summary>As <see cref="WaitForWriterAsync"/>, blocking.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="newerThan">The epoch; -1 for any writer.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <returns>The snapshot with that writer, or null when the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The monitor was stopped, or is while this waits.</exception>
    public Topology? WaitForWriter(int hostgroup, long newerThan, TimeSpan timeout) =>
        WaitFor(topology => HasWriter(topology, hostgroup, newerThan), timeout);

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

    private static bool HasWriter(Topology topology, int hostgroup, long newerThan) =>
        topology.WriterOf(hostgroup) is not null && topology.WriterSince(hostgroup) > newerThan;

    private static ObjectDisposedException Stopped() => new(
        typeof(TopologyMonitor).FullName, "The topology monitor has been stopped, most likely with its data source: it will see no change any more.");
}
