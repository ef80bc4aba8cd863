using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Reports;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Connecting;

/// <summary>
/// Verifies a new physical connection once, in one round trip: that it leads to the server the monitor knows at its address, whatever
/// the name service said a moment ago, and, for a writer's, that the server takes writes.
/// </summary>
internal static class ConnectionVerification
{
    /// <summary>Asks the server behind a new connection who it is.</summary>
    public static async ValueTask<ServerReport> AskAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        var statement = ProbeStatement.For(backend.Connection.ServerVersion);
        backend.BeginVerification();
        try
        {
            if (backend.IsOutdated) throw Ended(backend, innerException: null);
            var report = async
                ? await backend.UntilTerminated(AskAsync(statement, backend.Connection, cancellationToken)).ConfigureAwait(false)
                : Ask(statement, backend.Connection);
            if (!backend.Finish()) throw Ended(backend, innerException: null);
            return report;
        }
        catch (Exception exception) when (
            (exception is OperationCanceledException || (backend.IsTerminated && exception is not TimeoutException))
            && !cancellationToken.IsCancellationRequested)
        {
            // Only the router itself ends what its servers do not answer; what the driver makes of that says nothing.
            throw Ended(backend, exception);
        }
        finally
        {
            backend.Finish();
        }
    }

    /// <summary>
    /// Whether a connection is still there after its statement was interrupted, or answered with a server's goodbye. MySQL says 1317 for KILL
    /// QUERY, after which it is, and sometimes also when it shuts down, after which it is not. And any code may SIGNAL any number.
    /// </summary>
    public static async ValueTask<bool> AnswersAsync(
        bool async, BackendConnection backend, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        using var run = backend.Run(isRepeatable: true);
        try
        {
            var command = backend.Connection.CreateCommand();
            await using var _ = command.ConfigureAwait(false);
            command.Transaction = transaction;
            command.CommandText = "SELECT 1";
            command.CommandTimeout = 1;
            if (async) await backend.UntilTerminated(command.ExecuteScalarAsync(cancellationToken)).ConfigureAwait(false);
            else command.ExecuteScalar();
            return true;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Returns what is wrong with the connection, or that nothing is.</summary>
    /// <param name="report">What the server says.</param>
    /// <param name="topology">What the monitor knows.</param>
    /// <param name="address">Where the connection was made to.</param>
    /// <param name="hostgroup">Id of the hostgroup it is for.</param>
    public static ConnectionDefect Judge(ServerReport report, TopologySnapshot topology, ServerAddress address, int hostgroup)
    {
        if (topology.IsImpostor(address, report.Identity)) return ConnectionDefect.OtherServer;
        var pair = topology.FindPair(hostgroup)?.Pair;
        if (topology.Find(address) is { Report: { } known } && known.Identity != report.Identity)
        {
            // A reader's name may lead to several of the fleet (a reader endpoint); a writer's leads to one.
            return pair?.WriterHostgroup != hostgroup && report.IsReadOnly(pair?.Check ?? ReadOnlyCheck.ReadOnly) &&
                known.Flavor == report.Flavor && known.Executed.IsRelatedTo(report.Executed)
                ? ConnectionDefect.OtherReader
                : ConnectionDefect.OtherServer;
        }

        return pair is not null && pair.WriterHostgroup == hostgroup && report.IsReadOnly(pair.Check)
            ? ConnectionDefect.ReadOnly
            : ConnectionDefect.None;
    }

    // As an open that the router gives up: it may be tried elsewhere while there is time.
    private static TimeoutException Ended(BackendConnection backend, Exception? innerException) =>
        new($"{backend.Server} does not answer its probe; a new connection to it was being verified.", innerException);

    private static async Task<ServerReport> AskAsync(
        ProbeStatement statement, DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statement.TextWithoutReplication;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                return await statement.ReadVariablesAsync(async: true, reader, askedAt: 0, cancellationToken).ConfigureAwait(false);
        }
    }

    private static ServerReport Ask(ProbeStatement statement, DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement.TextWithoutReplication;
        using var reader = command.ExecuteReader();
        return SyncResult.Of(statement.ReadVariablesAsync(async: false, reader, askedAt: 0, CancellationToken.None));
    }
}
