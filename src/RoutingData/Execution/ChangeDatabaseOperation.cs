using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>ChangeDatabase, on one connection: the server says whether the database exists.</summary>
internal readonly struct ChangeDatabaseOperation(string name) : IBackendOperation<BackendConnection>
{
    public IExecution? Execution => null;

    public BackendConnection Run(BackendConnection backend)
    {
        backend.Connection.ChangeDatabase(name);
        return backend;
    }

    public async Task<BackendConnection> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        await backend.Connection.ChangeDatabaseAsync(name, cancellationToken).ConfigureAwait(false);
        return backend;
    }
}
