using System.Data;
using System.Data.Common;
using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>Begins a transaction; nothing is lost by beginning it again elsewhere.</summary>
internal readonly struct BeginOperation(IsolationLevel isolationLevel) : IBackendOperation<(BackendConnection, DbTransaction)>
{
    public (BackendConnection, DbTransaction) Run(BackendConnection backend) => (backend, backend.Connection.BeginTransaction(isolationLevel));

    public async Task<(BackendConnection, DbTransaction)> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        (backend, await backend.Connection.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false));
}
