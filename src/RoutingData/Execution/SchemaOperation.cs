using System.Data;
using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>GetSchema.</summary>
internal readonly struct SchemaOperation(string collection, string?[] restrictions) : IBackendOperation<DataTable>
{
    public IExecution? Execution => null;

    public static bool BringsData => true;

    public DataTable Run(BackendConnection backend) => backend.Connection.GetSchema(collection, restrictions);

    public Task<DataTable> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        backend.Connection.GetSchemaAsync(collection, restrictions, cancellationToken);
}
