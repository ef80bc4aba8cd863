using System.Data.Common;

namespace RoutingData.Pools;

/// <summary>Runs a text of the router's own on a backend connection. The caller has begun it (<see cref="BackendConnection.Run"/>).</summary>
internal static class BackendStatement
{
    /// <summary>Runs a text to its end.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    /// <param name="backend">The connection.</param>
    /// <param name="text">The text.</param>
    /// <param name="transaction">The driver's transaction that is open there; null when none is.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async ValueTask RunAsync(
        bool async, BackendConnection backend, string text, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var command = backend.Connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        if (async)
        {
            await using (command.ConfigureAwait(false))
                await backend.UntilTerminated(command.ExecuteNonQueryAsync(cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            using (command) command.ExecuteNonQuery();
        }
    }
}
