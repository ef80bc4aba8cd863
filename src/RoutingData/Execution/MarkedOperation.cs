using RoutingData.Connecting;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>An operation of a command whose text goes with a marker, in a transaction of its own.</summary>
internal readonly struct MarkedOperation<T, TOperation>(TOperation operation, IRoutedCommand command, string text, string marked) : IBackendOperation<T>
    where TOperation : struct, IBackendOperation<T>
{
    public IExecution? Execution => operation.Execution;

    public static bool BringsData => TOperation.BringsData;

    public static bool IsMarked => true;

    public T Run(BackendConnection backend)
    {
        command.PointAt(backend);
        command.SendInstead(marked, text);
        try
        {
            return TOperation.WithoutMarker(operation.Run(backend));
        }
        catch (Exception) when (!backend.IsGone)
        {
            TransactionRollback.Run(backend);
            throw;
        }
        finally
        {
            command.SendInstead(null, text);
        }
    }

    public async Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken)
    {
        command.PointAt(backend);
        command.SendInstead(marked, text);
        try
        {
            return TOperation.WithoutMarker(await operation.RunAsync(backend, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception) when (!backend.IsGone)
        {
            await TransactionRollback.RunAsync(backend).ConfigureAwait(false);
            throw;
        }
        finally
        {
            command.SendInstead(null, text);
        }
    }
}
