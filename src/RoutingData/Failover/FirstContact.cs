using RoutingData.Backends;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Sessions;

namespace RoutingData.Failover;

/// <summary>
/// What Open waits for: a server that answers the monitor, and, once in a data source's life, a login as the application's user, so
/// that a wrong password or database is told at Open, as with any driver. That connection goes straight back to its pool.
/// </summary>
internal sealed class FirstContact(TopologyMonitor monitor, BackendPools pools, TimeProvider timeProvider, RoutingLog log)
{
    private volatile bool _loggedIn;

    /// <summary>Whether a server has let the application's user in.</summary>
    public bool HasLoggedIn => _loggedIn;

    /// <exception cref="RoutingDbException">No server answered in time.</exception>
    /// <exception cref="System.Data.Common.DbException">What the servers said, in the driver's own exception.</exception>
    public async ValueTask WaitAsync(bool async, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (_loggedIn && HasAnswer(monitor.Current)) return;

        var begun = timeProvider.GetTimestamp();
        var topology = await monitor.WaitAsync(async, IsDecided, patience, cancellationToken).ConfigureAwait(false);
        if (topology is null || !HasAnswer(topology)) throw Refusal(monitor.Current, timeProvider.GetElapsedTime(begun));
        if (_loggedIn) return;

        await LogInAsync(async, topology, patience, cancellationToken).ConfigureAwait(false);
        _loggedIn = true;
    }

    private static bool HasAnswer(Topology topology) => topology.Servers.Any(server => server.Health == ServerHealth.Online);

    // Roles are worth waiting for only while the first round of probes is out; what no waiting heals is told at once.
    private static bool IsDecided(Topology topology) =>
        topology.IsComplete && (HasAnswer(topology) || topology.Servers.All(server => HopelessConnect.Is(server.LastError)));

    private static Exception Refusal(Topology topology, TimeSpan waited)
    {
        var said = topology.Servers.Select(server => server.LastError).FirstOrDefault(error => DriverError.ServerNumber(error) is not null)
            ?? topology.Servers.Select(server => server.LastError).OfType<System.Data.Common.DbException>().FirstOrDefault();
        return said ?? NoServer.AtOpen(topology, waited, topology.Servers.Select(server => server.LastError).FirstOrDefault());
    }

    private async ValueTask LogInAsync(bool async, Topology topology, TimeSpan patience, CancellationToken cancellationToken)
    {
        foreach (var server in topology.Servers.Where(server => server.Health == ServerHealth.Online))
        {
            var pool = pools.For(server.Address);
            if (!pool.TryTakePlace()) return;
            try
            {
                var backend = await pool.OpenAsync(async, hostgroup: 0, patience, cancellationToken).ConfigureAwait(false);
                if (!backend.HasSocket) log.NoSocket(backend.Pool.DriverName);
                backend.Begin(isRepeatable: true);
                try
                {
                    var checking = PrivilegeCheck.MayWriteOnReadOnlyAsync(async, backend.Connection, cancellationToken);
                    if (async ? await backend.UntilEnded(checking.AsTask()).ConfigureAwait(false) : SyncResult.Of(checking))
                        log.MayWriteOnReadOnly();
                }
                finally
                {
                    backend.Finish();
                    // What was ended may still wait for its server, and Return would wait with it.
                    if (backend.IsGone) backend.Abandon();
                    else if (async) await backend.ReturnAsync().ConfigureAwait(false);
                    else backend.Return();
                }

                return;
            }
            catch (Exception exception) when (!DriverError.IsLoginRefusal(exception) && !cancellationToken.IsCancellationRequested)
            {
                monitor.ReportFailure(server.Address);
            }
        }
    }
}
