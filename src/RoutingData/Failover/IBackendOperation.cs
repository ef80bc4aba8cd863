using RoutingData.Backends;

namespace RoutingData.Failover;

/// <summary>What is to be done on a backend connection, once or again. Implemented by structs, so that the hot path allocates nothing for it.</summary>
internal interface IBackendOperation<T>
{
    T Run(BackendConnection backend);

    Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken);
}
