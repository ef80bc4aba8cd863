using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>Begins and ends the transactions of a session, of ADO.NET's methods and of texts; those from outside are not among them.</summary>
internal readonly struct SessionTransactions(RoutingSession session)
{
    private static readonly StatementTraits Rollback = StatementClassifier.Classify("ROLLBACK", ClassifierOptions.Default);

    /// <summary>Whether the open one only reads: it may be on a reader, and leaves the home where it was.</summary>
    public bool IsReadOnly => session.Transaction is { IsReadOnly: true } || (session.Affinity.Bound is not null && !session.IsAmbient);

    /// <summary>Notes that the caller's transaction has begun.</summary>
    public void Begin(ISessionTransaction transaction)
    {
        session.Affinity.Transaction = transaction;
        session.State = session.State with { Transaction = session.State.Transaction.Begun() };
    }

    /// <summary>Notes that the transaction has ended. What was lost with it is its owner's to know, and the session goes on.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="isSure">Whether its server has surely ended it.</param>
    public void End(ISessionTransaction transaction, bool isSure = true)
    {
        if (session.Transaction != transaction) return;
        session.Affinity.Transaction = null;
        session.State = session.State with { Transaction = session.State.Transaction.Ended(isSure) };
        if (!session.State.MustStay) session.ForgetLoss();
        else if (transaction.IsReadOnly && !transaction.Backend.IsGone) session.Affinity.StayOn(transaction.Backend);
    }

    /// <summary>Notes that the router has rolled back what may have been open.</summary>
    public void NoteRollback() => session.State = session.State.After(Rollback);

    /// <summary>Notes that the COMMIT of the transaction failed.</summary>
    /// <param name="exception">What the server said.</param>
    public void NoteFailedCommit(Exception exception)
    {
        var isRefused = DriverError.IsConflict(exception) || DriverError.IsReadOnlyRefusal(exception);
        var transaction = session.State.Transaction;
        session.State = session.State with { Transaction = isRefused ? transaction.AfterRefusedCommit() : transaction.AfterFailedCommit() };
    }

    /// <summary>
    /// Gives up the open transaction, whose server takes no writes any more: it is rolled back with its connection, and can never be committed.
    /// </summary>
    /// <returns>Whether all of it surely goes down; false when there is none, or it only reads.</returns>
    public bool GiveUp(BackendConnection backend, Exception refusal)
    {
        if (session.Transaction is not { IsReadOnly: false } transaction || transaction.Backend != backend || backend.IsGone) return false;
        var loss = SessionLoss.Of(session.State, inDbTransaction: true, backend, SessionLoss.TakesNoWrites, refusal);
        session.MarkStateLost(loss);
        session.Detach(backend);
        return loss.Outcome == StatementOutcome.RolledBack;
    }

    /// <summary>
    /// Whether another server writes now in place of the one that holds the state. Nothing that may write goes there any more: by now it may
    /// be writable again, and two servers would be written to.
    /// </summary>
    public bool IsSuperseded(BackendConnection holder)
    {
        var isReadOnly = session.Transaction is { IsReadOnly: true } || (holder == session.Affinity.Bound && !session.IsAmbient);
        return !isReadOnly && session.SuccessorOf(holder) is not null;
    }

    /// <summary>Whether a statement ends a read-only transaction first, as on a single server, because it commits by itself, such as a BEGIN or a
    /// CREATE; it must not run on the reader.</summary>
    public bool EndsReadOnly(StatementTraits traits)
    {
        if (session.Affinity.Bound is not { IsGone: false } || session.Transaction is not null || !session.State.Transaction.MayBeOpen ||
            session.IsAmbient)
            return false;
        const StatementEffects transacts =
            StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction | StatementEffects.EndsTransaction;
        var effects = traits.Effects & transacts;
        return effects == StatementEffects.BeginsTransaction
            || (effects.HasFlag(StatementEffects.EndsTransaction) && traits.Target == StatementTarget.Writer);
    }

    /// <summary>Ends the read-only transaction that a text began.</summary>
    public async ValueTask EndReadOnlyAsync(bool async, CancellationToken cancellationToken)
    {
        await BackendStatement.RunAsync(async, session.Affinity.Bound!, "ROLLBACK", transaction: null, cancellationToken).ConfigureAwait(false);
        session.Affinity.Bound = null;
        session.State = session.State with { Transaction = session.State.Transaction.Ended() };
    }

    /// <summary>Forgets the connection of a transaction that is over.</summary>
    public void ForgetBound()
    {
        ref var affinity = ref session.Affinity;
        if (affinity.Bound is not null && !session.State.Transaction.MayBeOpen && !session.IsAmbient) affinity.Bound = null;
    }
}
