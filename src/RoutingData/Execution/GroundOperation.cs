using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Markers;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>Asks a server whether markers can be left there: whether there is their table, what may be done with it, and what has no transactions.</summary>
internal readonly struct GroundOperation(MarkerTable table, string id) : IBackendOperation<(ServerAddress?, MarkerGround)>
{
    private const int UnknownVariable = 1193;

    public IExecution? Execution => null;

    public (ServerAddress?, MarkerGround) Run(BackendConnection backend) => SyncResult.Of(AskAsync(async: false, backend, CancellationToken.None));

    public Task<(ServerAddress?, MarkerGround)> RunAsync(BackendConnection backend, CancellationToken cancellationToken) =>
        AskAsync(async: true, backend, cancellationToken).AsTask();

    private async ValueTask<(ServerAddress?, MarkerGround)> AskAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        try
        {
            var definition = await BackendRows.ReadAsync(async, backend, table.Show, cancellationToken).ConfigureAwait(false);
            var defect = MarkerDefects.OfDefinition(definition is [[_, var text, ..]] ? text : "");
            if (defect == MarkerDefect.None && await LogsStatementsAsync(async, backend, cancellationToken).ConfigureAwait(false))
                defect = MarkerDefect.StatementsLogged;
            if (defect != MarkerDefect.None) return (backend.Server, MarkerGround.Bad(defect));
            await TryOutAsync(async, backend, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception) when (MarkerDefects.OfError(DriverError.ServerNumber(exception)) is var defect and not MarkerDefect.None)
        {
            return (backend.Server, MarkerGround.Bad(defect));
        }

        var tables = await BackendRows.ReadAsync(async, backend, NonTransactionalTables.Query, cancellationToken).ConfigureAwait(false);
        var code = tables.Count == 0
            ? []
            : await BackendRows.ReadAsync(async, backend, NonTransactionalTables.QueryOfCode, cancellationToken).ConfigureAwait(false);
        return (backend.Server, new MarkerGround(MarkerDefect.None, NonTransactionalTables.Reach(
            tables.Select(row => row[0]), [.. code.Select(row => (row[0], row[1]))])));
    }

    private async ValueTask TryOutAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        try
        {
            await BackendRows.ReadAsync(async, backend, table.TryOut(id), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!backend.IsGone)
        {
            if (async) await TransactionRollback.RunAsync(backend).ConfigureAwait(false);
            else TransactionRollback.Run(backend);
            throw;
        }
    }

    private static async ValueTask<bool> LogsStatementsAsync(bool async, BackendConnection backend, CancellationToken cancellationToken)
    {
        try
        {
            var format = await BackendRows.ReadAsync(async, backend, "SELECT @@binlog_format", cancellationToken).ConfigureAwait(false);
            return format is [["STATEMENT", ..]];
        }
        catch (DbException exception) when (DriverError.ServerNumber(exception) == UnknownVariable)
        {
            // A server that knows no other format than rows.
            return false;
        }
    }
}
