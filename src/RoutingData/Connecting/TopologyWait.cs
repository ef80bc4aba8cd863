using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Connecting;

/// <summary>A statement's wait for the topology, with a task or with its thread.</summary>
internal static class TopologyWait
{
    /// <summary>Returns the first snapshot that fulfils a condition, now or later; null when the time is over.</summary>
    /// <exception cref="ObjectDisposedException">The data source is disposed of, or has been.</exception>
    public static async ValueTask<TopologySnapshot?> WaitAsync(
        this TopologyMonitor monitor, bool async, Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return async
                ? await monitor.WaitForAsync(condition, timeout, cancellationToken).ConfigureAwait(false)
                : monitor.WaitFor(condition, timeout, cancellationToken);
        }
        catch (ObjectDisposedException) when (monitor.IsStopped)
        {
            throw DataSourceEnd.Error();
        }
    }
}
