using RoutingData.Connecting;
using RoutingData.Markers;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>
/// An operation of a command whose text brings rows, in a transaction of its own. The rows are held back until the COMMIT, which goes with a marker, is
/// answered: they would be lost with an answer that has both.
/// </summary>
internal readonly struct HeldOperation<T, TOperation>(
    TOperation operation, IRoutedCommand command, string text, MarkerTable table, string id, HeldRun<T> run) : IBackendOperation<T>
    where TOperation : struct, IBackendOperation<T>
{
    public IExecution? Execution => operation.Execution;

    public static bool IsMarked => true;

    public T Run(BackendConnection backend) => SyncResult.Of(RunAsync(async: false, backend, CancellationToken.None));

    public Task<T> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => RunAsync(async: true, backend, cancellationToken).AsTask();

    private async ValueTask<T> RunAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        run.IsCommitSent = false;
        command.PointAt(backend);
        command.SendInstead(MarkerTable.Begin + text, text);
        try
        {
            try
            {
                run.Result = await operation.RunWholeAsync(async, backend, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                command.SendInstead(null, text);
            }

            run.IsCommitSent = true;
            await BackendRows.ReadAsync(async, backend, table.MarkedCommit(id), cancellationToken).ConfigureAwait(false);
            return run.Result;
        }
        catch (Exception) when (!backend.IsGone)
        {
            if (async) await TransactionRollback.RunAsync(backend).ConfigureAwait(false);
            else TransactionRollback.Run(backend);
            throw;
        }
    }
}
