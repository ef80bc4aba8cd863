namespace RoutingData.Monitor;

/// <summary>What the monitor knows of the servers, for applications: health checks, pages, tests. It changes nothing.</summary>
public interface ITopologyMonitor
{
    /// <summary>The latest snapshot.</summary>
    TopologySnapshot Current { get; }

    /// <summary>
    /// Raised for every change, in order and one at a time, after it has taken effect. Handlers run on a thread of their own, with no lock
    /// held: they may block, write through the router, or reload its options, and delay nothing but later events and the monitor's log, of
    /// which 1,000 may wait; what is left out then is counted in the log.
    /// </summary>
    event EventHandler<TopologyChangedEventArgs>? Changed;

    /// <summary>Returns the first snapshot that fulfils a condition, now or later.</summary>
    /// <param name="condition">Called once for each snapshot; must be quick and pure.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The snapshot, or null when the time is over.</returns>
    /// <exception cref="ObjectDisposedException">The data source was disposed of, or is while this waits.</exception>
    ValueTask<TopologySnapshot?> WaitForAsync(Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken = default);
}
