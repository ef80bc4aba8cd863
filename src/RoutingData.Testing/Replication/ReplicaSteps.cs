using System.Data.Common;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing.Replication;

/// <summary>The steps on one server that promotions are made of.</summary>
internal static class ReplicaSteps
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GivesWay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TakesIn = TimeSpan.FromMilliseconds(200);

    extension(AdminConnection server)
    {
        /// <summary>Returns how it replicates, or null when it does not.</summary>
        public async Task<ReplicaStatus?> StatusAsync(CancellationToken cancellationToken) =>
            await server.RowAsync(server.Sql.Status, cancellationToken).ConfigureAwait(false) is { } row ? server.Sql.Read(row) : null;

        public async Task FollowAsync(ServerAddress writer, bool formerWriter, CancellationToken cancellationToken)
        {
            await server.ExecuteAsync(server.Sql.Stop, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.CommitsDoNotWait, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Follow(writer, formerWriter), cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Start, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>
        /// Ends its receiving, once it has taken in what the lost writer sent before it was gone; of one that hangs it does not learn that it is
        /// gone. Stopped in the middle of a transaction, MySQL's applier would not stop for a minute: it waits for the rest of it.
        /// </summary>
        public async Task StopReceivingAsync(CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < TakesIn &&
                await server.StatusAsync(cancellationToken).ConfigureAwait(false) is { Connected: true })
                await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.StopReceiving, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>
        /// Makes it read-only. The server lets no write begin while it waits for those under way, and one of these may wait for the row
        /// lock of a transaction whose next write may not begin: so it waits for a second at a time, and gives way in between.
        /// </summary>
        public async Task CloseForWritesAsync(CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            await server.ExecuteAsync("SET SESSION lock_wait_timeout = 1", cancellationToken).ConfigureAwait(false);
            while (!await server.TryCloseForWritesAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Stopwatch.GetElapsedTime(started) > server.Timeout)
                    throw new LocalClusterException(
                        $"{server.Server} could not be made read-only within {server.Timeout.TotalSeconds} s: a write or LOCK TABLES does not end.");
                await Task.Delay(GivesWay, cancellationToken).ConfigureAwait(false);
            }

            await server.ExecuteAsync("SET SESSION lock_wait_timeout = DEFAULT", cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Ends its replication and makes it fit to be a writer; it is still read-only.</summary>
        public async Task PrepareAsWriterAsync(CancellationToken cancellationToken)
        {
            await server.ExecuteAsync(server.Sql.Stop, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Forget, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.CommitsWait, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Returns what it has: committed, or received and still in its relay log.</summary>
        public async Task<string> ReceivedAsync(CancellationToken cancellationToken)
        {
            var status = await server.StatusAsync(cancellationToken).ConfigureAwait(false);
            return status is { Received.Length: > 0 }
                ? status.Received
                : await server.TextAsync(server.Sql.Committed, cancellationToken).ConfigureAwait(false);
        }

        public async Task WaitConnectedAsync(CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            while (await server.StatusAsync(cancellationToken).ConfigureAwait(false) is { Connected: false } status)
            {
                server.ThrowIfStuck(status, started, "connect to its writer");
                await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
            }
        }

        public async Task WaitAppliedAsync(string gtid, CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            while (await server.TextAsync(server.Sql.WaitApplied(gtid, WaitSlice), cancellationToken).ConfigureAwait(false) != "0")
            {
                var status = await server.StatusAsync(cancellationToken).ConfigureAwait(false);
                server.ThrowIfStuck(status, started, $"apply {gtid}");
            }
        }

        private async Task<bool> TryCloseForWritesAsync(CancellationToken cancellationToken)
        {
            try
            {
                await server.ExecuteAsync(server.Sql.ReadOnly, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (DbException refusal) when (DriverError.ServerNumber(refusal) == DriverError.LockWaitTimeout)
            {
                return false;
            }
        }

        private void ThrowIfStuck(ReplicaStatus? status, long started, string what)
        {
            if (status is { Error.Length: > 0 })
                throw new LocalClusterException($"{server.Server} cannot {what}, its replication has stopped: {status.Error}");
            if (Stopwatch.GetElapsedTime(started) > server.Timeout)
                throw new LocalClusterException($"{server.Server} did not {what} within {server.Timeout.TotalSeconds} s.");
        }
    }
}
