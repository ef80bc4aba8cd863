using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>GetDriverConnection: nothing is sent; the application gets the driver's connection as it is.</summary>
internal readonly struct HandOutOperation<T> : IBackendOperation<BackendConnection>
    where T : DbConnection
{
    public IExecution? Execution => null;

    public static bool IsExecution => false;

    public BackendConnection Run(BackendConnection backend) => backend.Connection is T
        ? backend
        : throw new InvalidCastException($"The driver's connection is a {backend.Connection.GetType()}, not a {typeof(T)}. RoutingOptions.UseDriver chooses the driver.");

    public Task<BackendConnection> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        Task.FromResult(Run(backend));
}
