using System.Data;
using System.Data.Common;
using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>Begins a transaction; nothing is lost by beginning it again elsewhere.</summary>
internal readonly struct BeginOperation(IsolationLevel isolationLevel, bool isReadOnly)
    : IBackendOperation<(BackendConnection, DbTransaction)>
{
    // For the next transaction only, which the driver begins right after: no driver has a portable way to say it.
    private const string NextIsReadOnly = "SET TRANSACTION READ ONLY";

    public (BackendConnection, DbTransaction) Run(BackendConnection backend)
    {
        if (isReadOnly)
        {
            using var command = backend.Connection.CreateCommand();
            command.CommandText = NextIsReadOnly;
            command.ExecuteNonQuery();
        }

        return (backend, backend.Connection.BeginTransaction(isolationLevel));
    }

    public async Task<(BackendConnection, DbTransaction)> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        if (isReadOnly)
        {
            var command = backend.Connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = NextIsReadOnly;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        try
        {
            return (backend, await backend.Connection.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // It may have begun all the same, and nobody would know of it.
            backend.End();
            throw;
        }
    }
}
