using System.Data;
using System.Data.Common;

namespace RoutingData.Testing.Simulation;

/// <summary>A transaction of the simulated driver.</summary>
internal sealed class SimulatedTransaction(SimulatedConnection connection, IsolationLevel isolationLevel) : DbTransaction
{
    private bool _ended;

    public override IsolationLevel IsolationLevel => isolationLevel;

    protected override DbConnection? DbConnection => _ended ? null : connection;

    public override void Commit() => Blocking.Wait(CommitAsync());

    public override Task CommitAsync(CancellationToken cancellationToken = default) => EndAsync("COMMIT", cancellationToken);

    public override void Rollback() => Blocking.Wait(RollbackAsync());

    public override Task RollbackAsync(CancellationToken cancellationToken = default) => EndAsync("ROLLBACK", cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await EndIfOpenAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Blocking.Wait(EndIfOpenAsync());
        base.Dispose(disposing);
    }

    private async Task EndIfOpenAsync()
    {
        if (_ended || connection.Transaction != this) return;
        if (connection.State == ConnectionState.Open) await RollbackAsync().ConfigureAwait(false);
        Forget();
    }

    private async Task EndAsync(string statement, CancellationToken cancellationToken)
    {
        if (_ended) throw new InvalidOperationException("The transaction has ended already.");
        await connection.ExecuteAsync(statement, BoundParameters.None, connection.Settings.CommandTimeout, cancellationToken)
            .ConfigureAwait(false);
        Forget();
    }

    private void Forget()
    {
        _ended = true;
        if (connection.Transaction == this) connection.Transaction = null;
    }
}
