using System.Transactions;
using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>EnlistTransaction; the drivers have no asynchronous form of it.</summary>
internal readonly struct EnlistOperation(Transaction? transaction) : IBackendOperation<BackendConnection>
{
    public IExecution? Execution => null;

    public BackendConnection Run(BackendConnection backend)
    {
        backend.Connection.EnlistTransaction(transaction);
        backend.FindSocket();
        return backend;
    }

    public Task<BackendConnection> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        Task.FromResult(Run(backend));
}
