using RoutingData.Connecting;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>An operation of a command whose text goes with a marker, in a transaction of its own.</summary>
internal readonly struct MarkedOperation<T, TOperation>(TOperation operation, IRoutedCommand command, string text, string marked) : IBackendOperation<T>
    where TOperation : struct, IBackendOperation<T>
{
    public IExecution? Execution => operation.Execution;

    public static bool BringsData => TOperation.BringsData;

    public static bool IsMarked => true;

    public T Run(BackendConnection backend) => SyncResult.Of(RunAsync(async: false, backend, CancellationToken.None));

    public Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => RunAsync(async: true, backend, cancellationToken).AsTask();

    private async ValueTask<T> RunAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        command.PointAt(backend);
        command.SendInstead(marked, text);
        try
        {
            return TOperation.WithoutMarker(await operation.RunWholeAsync(async, backend, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception) when (!backend.IsGone)
        {
            if (async) await TransactionRollback.RunAsync(backend).ConfigureAwait(false);
            else TransactionRollback.Run(backend);
            throw;
        }
        finally
        {
            command.SendInstead(null, text);
        }
    }
}
