using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>SAVEPOINT and the like, inside the driver's transaction.</summary>
internal readonly struct SavepointOperation(DbTransaction? transaction, string statement) : IBackendOperation<int>
{
    public IExecution? Execution => null;

    public int Run(BackendConnection backend)
    {
        using var command = CommandFor(backend);
        return command.ExecuteNonQuery();
    }

    public async Task<int> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        var command = CommandFor(backend);
        await using (command.ConfigureAwait(false)) return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private DbCommand CommandFor(BackendConnection backend)
    {
        var command = backend.Connection.CreateCommand();
        command.CommandText = statement;
        command.Transaction = transaction;
        return command;
    }
}
