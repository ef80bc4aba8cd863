using System.Data;
using System.Data.Common;
using RoutingData.Markers;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>
/// A transaction of which the driver knows nothing: its COMMIT can carry a marker in the same text, where a driver's own would cost a round trip
/// more.
/// </summary>
internal sealed class TextTransaction(BackendConnection backend, IsolationLevel isolationLevel, MarkerTable table, string id) : DbTransaction
{
    private bool _hasEnded;
    private bool _isRefused;

    public override IsolationLevel IsolationLevel { get; } =
        isolationLevel == IsolationLevel.Unspecified ? IsolationLevel.RepeatableRead : isolationLevel;

    /// <summary>Its marker; null once it is known that there can be none.</summary>
    public string? Marker => _isRefused ? null : id;

    /// <summary>Whether anything may have been written in it: else its COMMIT goes without a marker.</summary>
    public bool HasWritten { get; set; } = true;

    protected override DbConnection DbConnection => backend.Connection;

    /// <summary>What begins one.</summary>
    /// <exception cref="NotSupportedException">Servers have no such level.</exception>
    public static string BeginOf(IsolationLevel isolationLevel) => isolationLevel switch
    {
        IsolationLevel.Unspecified => "START TRANSACTION",
        IsolationLevel.ReadUncommitted => "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;START TRANSACTION",
        IsolationLevel.ReadCommitted => "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;START TRANSACTION",
        IsolationLevel.RepeatableRead => "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;START TRANSACTION",
        IsolationLevel.Serializable => "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;START TRANSACTION",
        IsolationLevel.Snapshot => "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;START TRANSACTION WITH CONSISTENT SNAPSHOT",
        _ => throw new NotSupportedException($"IsolationLevel.{isolationLevel} is not supported."),
    };

    public override void Commit() => SyncResult.Of(CommitAsync(async: false, CancellationToken.None));

    public override Task CommitAsync(CancellationToken cancellationToken = default) => CommitAsync(async: true, cancellationToken).AsTask();

    public override void Rollback() => SyncResult.Of(RollbackAsync(async: false, CancellationToken.None));

    public override Task RollbackAsync(CancellationToken cancellationToken = default) => RollbackAsync(async: true, cancellationToken).AsTask();

    public override async ValueTask DisposeAsync()
    {
        await EndAsync(async: true).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) SyncResult.Of(EndAsync(async: false));
        base.Dispose(disposing);
    }

    private async ValueTask CommitAsync(bool async, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(async, HasWritten ? table.MarkedCommit(id) : MarkerTable.Commit, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception) when (!backend.IsGone && MarkerDefects.OfError(DriverError.ServerNumber(exception)) != MarkerDefect.None)
        {
            // The marker was refused before the COMMIT was read: no such error is one of a COMMIT.
            _isRefused = true;
            await SendAsync(async, "COMMIT", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!backend.IsGone && !DriverError.IsConnectionLost(exception))
        {
            // The marker's row may have been refused, and the transaction be open.
            if (async) await TransactionRollback.RunAsync(backend).ConfigureAwait(false);
            else TransactionRollback.Run(backend);
            throw;
        }

        _hasEnded = true;
    }

    private async ValueTask RollbackAsync(bool async, CancellationToken cancellationToken)
    {
        await SendAsync(async, "ROLLBACK", cancellationToken).ConfigureAwait(false);
        _hasEnded = true;
    }

    private ValueTask EndAsync(bool async) => _hasEnded || backend.IsGone ? ValueTask.CompletedTask : RollbackAsync(async, CancellationToken.None);

    private async ValueTask SendAsync(bool async, string text, CancellationToken cancellationToken) =>
        await BackendRows.ReadAsync(async, backend, text, cancellationToken).ConfigureAwait(false);
}
