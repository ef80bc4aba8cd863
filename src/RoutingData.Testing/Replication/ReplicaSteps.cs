using System.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Testing.Replication;

/// <summary>The steps on one server that promotions are made of.</summary>
internal static class ReplicaSteps
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(250);

    extension(AdminConnection server)
    {
        /// <summary>How it replicates, or null when it does not.</summary>
        public async Task<ReplicaStatus?> StatusAsync(CancellationToken cancellationToken) =>
            await server.RowAsync(server.Sql.Status, cancellationToken).ConfigureAwait(false) is { } row ? server.Sql.Read(row) : null;

        public async Task FollowAsync(ServerAddress writer, bool formerWriter, CancellationToken cancellationToken)
        {
            await server.ExecuteAsync(server.Sql.Stop, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.CommitsDoNotWait, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Follow(writer, formerWriter), cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Start, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Ends its replication and makes it fit to be a writer; it is still read-only.</summary>
        public async Task PrepareAsWriterAsync(CancellationToken cancellationToken)
        {
            await server.ExecuteAsync(server.Sql.Stop, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.Forget, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync(server.Sql.CommitsWait, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>What it has: committed, or received and still in its relay log.</summary>
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

        private void ThrowIfStuck(ReplicaStatus? status, long started, string what)
        {
            if (status is { Error.Length: > 0 })
                throw new LocalClusterException($"{server.Server} cannot {what}, its replication has stopped: {status.Error}");
            if (Stopwatch.GetElapsedTime(started) > server.Timeout)
                throw new LocalClusterException($"{server.Server} did not {what} within {server.Timeout.TotalSeconds} s.");
        }
    }
}
