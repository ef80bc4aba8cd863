using System.Data.Common;

namespace RoutingData.Monitor.Probing;

/// <summary>The monitor's own connection to one server, held from probe to probe.</summary>
internal sealed class ProbeConnection(DbConnection connection, string connectionString, bool disposeEndsPendingCommands, long since)
{
    private ProbeStatement? _statement;
    private bool _mayNotSeeReplication;

    public bool IsOpen => _statement is not null;

    /// <summary>When it was made, by the monitor's clock.</summary>
    public long Since => since;

    /// <summary>Asks the server, after connecting if need be. No deadline of its own.</summary>
    public async Task<ServerReport> AskAsync(CancellationToken cancellationToken)
    {
        if (_statement is null)
        {
            // A driver may refuse the text: that is a failed probe like any other.
            connection.ConnectionString = connectionString;
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            _statement = ProbeStatement.For(connection.ServerVersion);
        }

        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = _mayNotSeeReplication ? _statement.TextWithoutReplication : _statement.Text;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var (report, replicationDenied) = await _statement.ReadAsync(reader, cancellationToken).ConfigureAwait(false);
                _mayNotSeeReplication |= replicationDenied;
                return report with { ReplicationDenied = _mayNotSeeReplication };
            }
        }
    }

    /// <summary>Disposes of the connection and waits for what still runs on it. Disposing first ends a pending command with a
    /// driver that can do so; with one that cannot it would only block a thread. An open that succeeds after all leaves something
    /// to dispose of.</summary>
    public async Task DisposeAfterAsync(Task attempt)
    {
        if (disposeEndsPendingCommands) await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
