using System.Data.Common;
using System.Transactions;
using RoutingData.Execution;
using RoutingData.Threading;
using IsolationLevel = System.Data.IsolationLevel;

namespace RoutingData;

public sealed partial class RoutingDbConnection
{
    /// <summary>Begins a transaction on the writer; everything until its end runs there.</summary>
    public new RoutingDbTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Begins a transaction on the writer; everything until its end runs there.</summary>
    /// <param name="isolationLevel">Its isolation level.</param>
    public new RoutingDbTransaction BeginTransaction(IsolationLevel isolationLevel) =>
        SyncResult.Of(RoutingDbTransaction.BeginAsync(async: false, this, isolationLevel, isReadOnly: false, CancellationToken.None));

    /// <summary>
    /// Begins a transaction that only reads, on a reader: a consistent view without load on the writer. A write in it fails with the
    /// server's own error, 1290 on a read-only server and else 1792, and is never moved (MySQL manual, START TRANSACTION READ ONLY).
    /// </summary>
    /// <param name="isolationLevel">Its isolation level.</param>
    public RoutingDbTransaction BeginReadOnlyTransaction(IsolationLevel isolationLevel = IsolationLevel.Unspecified) =>
        SyncResult.Of(RoutingDbTransaction.BeginAsync(async: false, this, isolationLevel, isReadOnly: true, CancellationToken.None));

    /// <inheritdoc cref="BeginReadOnlyTransaction"/>
    /// <param name="isolationLevel">Its isolation level.</param>
    /// <param name="cancellationToken">Ends the wait for a server.</param>
    public ValueTask<RoutingDbTransaction> BeginReadOnlyTransactionAsync(
        IsolationLevel isolationLevel = IsolationLevel.Unspecified, CancellationToken cancellationToken = default) =>
        RoutingDbTransaction.BeginAsync(async: true, this, isolationLevel, isReadOnly: true, cancellationToken);

    /// <summary>Takes part in a transaction: everything until its end runs on the writer.</summary>
    /// <param name="transaction">The transaction, or null for none.</param>
    public override void EnlistTransaction(Transaction? transaction) =>
        SyncResult.Of(SessionOperations.EnlistAsync(async: false, Runner, Session, transaction));

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel);

    /// <inheritdoc/>
    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        await RoutingDbTransaction.BeginAsync(async: true, this, isolationLevel, isReadOnly: false, cancellationToken)
            .ConfigureAwait(false);
}
