using System.Data.Common;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Pools;

/// <summary>Opens the connections of a pool.</summary>
internal sealed class ConnectionOpener(
    ServerPool pool, ServerDataSource source, ConnectGate gate, InFlightSet inFlight, InFlightClock clock, TimeProvider timeProvider)
{
    /// <summary>Opens a connection with a permit already acquired; a failure gives the permit back.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="hostgroup">Id of the hostgroup it is for.</param>
    /// <param name="timeout">How long to wait for its turn to connect.</param>
    /// <param name="wasRefused">Whether the caller has been refused already because the server is full, or is shut.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="LateProcessException">The connect failed, but the process had stood still.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> OpenAsync(
        bool async, int hostgroup, TimeSpan timeout, bool wasRefused, CancellationToken cancellationToken)
    {
        DbConnection? connection = null;
        PendingOpen? pending = null;
        var opening = Task.CompletedTask;
        ConnectTurn turn = default;
        var begun = 0L;
        var number = gate.Enter(out var isCold);
        var isNew = wasRefused || isCold;
        clock.Wake();
        try
        {
            connection = source.CreateConnection();
            // Where no idle connection can be waiting the driver makes a new one, and those are rationed (D40).
            if (isNew) turn = await gate.WaitAsync(async, timeout, wasRefused, cancellationToken).ConfigureAwait(false);
            begun = timeProvider.GetTimestamp();
            if (async)
            {
                opening = connection.OpenAsync(cancellationToken);
                // A silent server keeps a driver's open for as long as it likes: the clock's tick and the monitor's news end it here.
                if (!opening.IsCompletedSuccessfully)
                {
                    inFlight.Add(pending = new PendingOpen(opening, clock.Tick), number);
                    if (pool.IsRetired) pending.Terminate(ServerPool.Closed());
                    using var giveUp = cancellationToken.UnsafeRegister(
                        static (open, token) => ((PendingOpen)open!).Terminate(new OperationCanceledException(token)), pending);
                    await pending.Ended.ConfigureAwait(false);
                }
            }
            else
            {
                connection.Open();
            }

            gate.Opened(isNew);
            var backend = new BackendConnection(pool, connection, hostgroup) { Number = number };
            pool.Instruments.NoteOpened(backend, isNew, begun);
            inFlight.Add(backend);
            return backend;
        }
        catch (Exception exception)
        {
            if (connection is not null) _ = DisposeAfterAsync(connection, opening);
            pool.Instruments.Counters.AddOpenFailure();
            pool.ReturnPermit();
            if (DriverError.IsFull(exception)) gate.Refused();
            else if (Lateness(begun) is { } late && !cancellationToken.IsCancellationRequested)
                throw new LateProcessException(pool.Address, late, exception);
            else if (begun != 0 && !pool.IsRetired && !cancellationToken.IsCancellationRequested && !DriverError.IsLoginRefusal(exception))
                gate.Failed(wasRefused);
            throw;
        }
        finally
        {
            gate.End(turn);
            if (pending is not null) inFlight.Remove(pending, number);
        }
    }

    // Drivers keep to their limit, some to twice that; what takes much longer was not for the server to hurry.
    private TimeSpan? Lateness(long begun)
    {
        var (took, limit) = (begun == 0 ? TimeSpan.Zero : timeProvider.GetElapsedTime(begun), pool.Limits.ConnectTimeout);
        return took > (3 * limit) + TimeSpan.FromSeconds(3) ? took - limit : null;
    }

    private static async Task DisposeAfterAsync(DbConnection connection, Task opening)
    {
        // In this order: an open that succeeds after its connection was disposed of would keep its place in the driver's pool.
        await opening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
