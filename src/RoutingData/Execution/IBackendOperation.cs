using RoutingData.Connecting;
using RoutingData.Markers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>What is to be done on a backend connection, once or again. Implemented by structs, so that the hot path allocates
/// nothing for it.</summary>
internal interface IBackendOperation<T>
{
    /// <summary>Whether the statement itself is run, so that the session remembers it.</summary>
    static virtual bool IsExecution => true;

    /// <summary>Whether all statements of the text have run once it has succeeded; a reader's results are still to come.</summary>
    static virtual bool RunsToItsEnd => true;

    /// <summary>Whether its result is data, which is whole or none: not to be handed out when the connection was ended meanwhile.</summary>
    static virtual bool BringsData => false;

    /// <summary>Whether the statement goes with a marker, so that its outcome can be asked for.</summary>
    static virtual bool IsMarked => false;

    /// <summary>Whether it can go with one in the same text.</summary>
    static virtual bool CanBeMarked => false;

    /// <summary>Whether it can go in a transaction whose COMMIT has one, its result held back meanwhile.</summary>
    static virtual bool CanBeHeld => false;

    /// <summary>Its result, of a text with a marker's row in it.</summary>
    static virtual T WithoutMarker(T result) => result;

    /// <summary>Its result, from what its marker says.</summary>
    static virtual T Of(MarkerReading marker) => throw new NotSupportedException();

    /// <summary>Returns what the caller gets of the result, and the session has to know of it.</summary>
    static virtual T Completed(RoutingSession session, BackendConnection backend, Route route, T result) => result;

    /// <summary>The command or batch that is executed, if any: what its Cancel ends.</summary>
    IExecution? Execution => null;

    T Run(BackendConnection backend);

    Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken);

    /// <summary>Runs it, and reads the answers to all of its text, or throws.</summary>
    ValueTask<T> RunWholeAsync(bool async, BackendConnection backend, CancellationToken cancellationToken) => throw new NotSupportedException();
}
