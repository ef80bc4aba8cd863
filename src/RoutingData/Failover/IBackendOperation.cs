using RoutingData.Backends;
using RoutingData.Sessions;

namespace RoutingData.Failover;

/// <summary>What is to be done on a backend connection, once or again. Implemented by structs, so that the hot path allocates
/// nothing for it.</summary>
internal interface IBackendOperation<T>
{
    /// <summary>Whether the statement itself is run, so that the session remembers it.</summary>
    static virtual bool IsExecution => true;

    /// <summary>What the session has to know of the result.</summary>
    static virtual void Completed(RoutingSession session, T result)
    {
    }

    T Run(BackendConnection backend);

    Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken);
}
