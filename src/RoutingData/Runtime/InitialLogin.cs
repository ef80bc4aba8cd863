using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Runtime;

/// <summary>
/// What Open waits for: a server that answers the monitor, and, once in a data source's life, a login as the application's user, so
/// that a wrong password or database is reported at Open, as with any driver. That connection goes straight back to its pool.
/// </summary>
internal sealed class InitialLogin(TopologyMonitor monitor, BackendPools pools, TimeProvider timeProvider, RoutingLog log)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    private volatile bool _loggedIn;

    /// <summary>Whether a server has let the application's user in.</summary>
    public bool HasLoggedIn => _loggedIn;

    /// <summary>Waits for both.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="timeout">How long.</param>
    /// <param name="firstAnswer">How long while no server has ever answered.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="RoutingDbException">No server answered in time.</exception>
    /// <exception cref="DbException">What the servers said, in the driver's own exception.</exception>
    public async ValueTask WaitAsync(bool async, TimeSpan timeout, TimeSpan firstAnswer, CancellationToken cancellationToken)
    {
        if (_loggedIn && HasAnswer(monitor.Current)) return;

        var begun = timeProvider.GetTimestamp();
        if (await AnswerAsync(async, timeout, firstAnswer, cancellationToken).ConfigureAwait(false) is not { } topology)
        {
            throw await RefusalAsync(async, monitor.Current, timeProvider.GetElapsedTime(begun), cancellationToken).ConfigureAwait(false);
        }

        if (_loggedIn) return;

        await LogInAsync(async, topology, timeout, cancellationToken).ConfigureAwait(false);
        _loggedIn = true;
    }

    /// <summary>Returns the topology as soon as a server answers; null when the time is over, or no waiting heals what is wrong.</summary>
    /// <inheritdoc cref="WaitAsync"/>
    public async ValueTask<TopologySnapshot?> AnswerAsync(bool async, TimeSpan timeout, TimeSpan firstAnswer, CancellationToken cancellationToken)
    {
        var begun = timeProvider.GetTimestamp();
        var topology = await WaitForAsync(
            async, IsDecided, firstAnswer < timeout ? firstAnswer : timeout, cancellationToken).ConfigureAwait(false);
        // A fleet that has answered before comes back, as a rule; one that never has may not be there at all.
        if (topology is null && firstAnswer < timeout && !IsStrange(monitor.Current))
        {
            topology = await WaitForAsync(
                async, topology => IsDecided(topology) || IsStrange(topology), timeout - timeProvider.GetElapsedTime(begun), cancellationToken)
                .ConfigureAwait(false);
        }

        return topology is not null && HasAnswer(topology) ? topology : null;
    }

    private static bool HasAnswer(TopologySnapshot topology) => topology.Servers.Any(server => server.Health == ServerHealth.Online);

    // Roles are worth waiting for only while the first round of probes is out; what no waiting heals is reported at once.
    private static bool IsDecided(TopologySnapshot topology) =>
        topology.IsComplete && (HasAnswer(topology) || topology.Servers.All(server => HopelessConnect.Is(server.LastError)));

    // Nothing that was ever seen of it says that waiting will help.
    private static bool IsStrange(TopologySnapshot topology) =>
        topology.IsComplete && topology.Servers.All(
            server => server.Identity is null && (!server.RefusesMonitor || HopelessConnect.Is(server.LastError)));

    // A process that stood still itself has not waited for the servers: it looks once more.
    private async ValueTask<TopologySnapshot?> WaitForAsync(
        bool async, Func<TopologySnapshot, bool> condition, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var begun = timeProvider.GetTimestamp();
        var topology = await monitor.WaitAsync(async, condition, timeout, cancellationToken).ConfigureAwait(false);
        return topology is null && timeProvider.GetElapsedTime(begun) > timeout + Late
            ? await monitor.WaitAsync(async, condition, timeout, cancellationToken).ConfigureAwait(false)
            : topology;
    }

    // The monitor's exception is one for all callers, and about the monitor's user. Each caller connects by itself, and gets the
    // driver's own words about its own login.
    private async ValueTask<Exception> RefusalAsync(
        bool async, TopologySnapshot topology, TimeSpan waited, CancellationToken cancellationToken)
    {
        // The servers know the application's user: what they say to the monitor's is not for it.
        if (_loggedIn) return NoServer.AtOpen(topology, waited);
        var server = topology.Servers.FirstOrDefault(server => DriverError.ServerNumber(server.LastError) is not null)
            ?? topology.Servers.FirstOrDefault(server => server.LastError is not (null or TimeoutException));
        if (server is null) return NoServer.AtOpen(topology, waited);
        var pool = pools.For(server.Address);
        try
        {
            if (pool.TryAcquirePermit())
            {
                var backend = await pool.OpenAsync(async, hostgroup: 0, pool.Limits.ConnectTimeout, cancellationToken).ConfigureAwait(false);
                await backend.ReturnAsync(async).ConfigureAwait(false);
            }
        }
        catch (DbException exception) when (DriverError.ServerNumber(exception) is not null || HopelessConnect.Is(exception))
        {
            return exception;
        }
        catch (Exception exception) when (!pool.IsRetired && exception is not OperationCanceledException)
        {
            return NoServer.AtOpen(topology, waited, exception);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its pool was ended meanwhile.
        }

        return NoServer.AtOpen(topology, waited);
    }

    private async ValueTask LogInAsync(bool async, TopologySnapshot topology, TimeSpan timeout, CancellationToken cancellationToken)
    {
        foreach (var server in topology.Servers.Where(server => server.Health == ServerHealth.Online))
        {
            var pool = pools.For(server.Address);
            if (!pool.TryAcquirePermit()) return;
            try
            {
                var backend = await pool.OpenAsync(async, hostgroup: 0, timeout, cancellationToken).ConfigureAwait(false);
                if (!backend.HasSocket) log.NoSocket(backend.Pool.DriverName);
                try
                {
                    using var run = backend.Run(isRepeatable: true);
                    var checking = PrivilegeCheck.MayWriteOnReadOnlyAsync(async, backend.Connection, cancellationToken);
                    if (async ? await backend.UntilTerminated(checking.AsTask()).ConfigureAwait(false) : SyncResult.Of(checking))
                        log.MayWriteOnReadOnly();
                }
                finally
                {
                    await backend.ReturnAsync(async).ConfigureAwait(false);
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
