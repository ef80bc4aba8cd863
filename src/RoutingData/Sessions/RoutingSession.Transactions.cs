using System.Transactions;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Statements;

namespace RoutingData.Sessions;

// The caller's transactions: DbTransaction, TransactionScope, text; and what is lost with them.
internal sealed partial class RoutingSession
{
    private static readonly StatementTraits Rollback = StatementClassifier.Classify("ROLLBACK", ClassifierOptions.Default);

    // A clone: the application disposes of its own when it is done, and the session still asks how it ended.
    private Transaction? _scope;

    /// <summary>The open transaction, if any.</summary>
    public ISessionTransaction? Transaction
    {
        get => _affinity.Transaction;
        private set => _affinity.Transaction = value;
    }

    // The transaction from outside in which the session takes part: the one around its Open, as with the drivers, or EnlistTransaction's.
    private bool IsAmbient => _scope is not null;

    // A transaction that only reads may be on a reader, and leaves the home where it was.
    private bool IsReadOnlyTransaction => Transaction is { IsReadOnly: true } || (_affinity.Bound is not null && !IsAmbient);

    /// <summary>Takes part in the transaction around its Open. Its connection is enlisted before the first statement: there is none yet.</summary>
    public void Join(Transaction transaction) => _scope = transaction.Clone();

    /// <summary>Whether enlisting in a transaction from outside, or in none, changes anything.</summary>
    public bool IsToEnlist(Transaction? transaction)
    {
        ForgetEndedScope();
        return transaction is not null || IsAmbient;
    }

    /// <summary>Takes part in a transaction from outside that another session has left, with its connection.</summary>
    /// <returns>False if none has.</returns>
    public bool TryJoin(Transaction transaction)
    {
        if (_scope is not null || !sessions.Scopes.TryTake(transaction, out var left)) return false;
        Join(transaction);
        GoOnWith(left);
        return true;
    }

    /// <summary>Takes part in a transaction from outside; everything until its end runs on the one connection that does.</summary>
    public void Join(Transaction transaction, BackendConnection backend)
    {
        if (transaction.Equals(_scope)) return;
        Join(transaction);
        Bind(backend);
    }

    /// <summary>The caller's transaction has begun.</summary>
    public void BeginTransaction(ISessionTransaction transaction)
    {
        Transaction = transaction;
        State = State with { Transaction = State.Transaction.Begun() };
    }

    /// <summary>The transaction has ended. What was lost with it is its owner's to know, and the session goes on.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="isSure">Whether its server has surely ended it.</param>
    public void EndTransaction(ISessionTransaction transaction, bool isSure = true)
    {
        if (Transaction != transaction) return;
        Transaction = null;
        State = State with { Transaction = State.Transaction.Ended(isSure) };
        if (!State.MustStay) Lost = null;
        else if (transaction.IsReadOnly && !transaction.Backend.IsGone) _affinity.StayOn(transaction.Backend);
    }

    /// <summary>The router has rolled back what may have been open.</summary>
    public void NoteRollback() => State = State.After(Rollback);

    /// <summary>The COMMIT of the transaction failed.</summary>
    /// <param name="exception">What the server said.</param>
    public void NoteFailedCommit(Exception exception)
    {
        var isRefused = DriverError.IsConflict(exception) || DriverError.IsReadOnlyRefusal(exception);
        State = State with { Transaction = isRefused ? State.Transaction.AfterRefusedCommit() : State.Transaction.AfterFailedCommit() };
    }

    /// <summary>
    /// Whether another server writes now in place of the one that holds the state. Nothing that may write goes there any more: by now it may
    /// be writable again, and two servers would be written to.
    /// </summary>
    public bool IsSuperseded(BackendConnection holder)
    {
        var isReadOnly = Transaction is { IsReadOnly: true } || (holder == _affinity.Bound && !IsAmbient);
        return !isReadOnly && SuccessorOf(holder) is not null;
    }

    /// <summary>The error for a connection that held the session's state.</summary>
    public RoutingDbException CreateStateLostException(BackendConnection backend, Exception? innerException) => SessionLoss.Of(
        State, Transaction is not null || IsAmbient, backend,
        !backend.IsGone && SuccessorOf(backend) is { } writer ? SessionLoss.Superseded(writer) : SessionLoss.Broke, innerException);

    /// <summary>The error for a connection that broke under an open reader, on which it stays until that is closed.</summary>
    public RoutingDbException LoseWith(BackendConnection backend, Exception? innerException)
    {
        var loss = CreateStateLostException(backend, innerException);
        if (HoldsState && Holder == backend) Lose(loss);
        return loss;
    }

    /// <summary>The state is lost, and this is what the caller was told.</summary>
    public void Lose(RoutingDbException loss) => Lost = loss;

    /// <summary>
    /// Gives up the open transaction, whose server takes no writes any more: it is rolled back with its connection, and can never be committed.
    /// </summary>
    /// <returns>Whether all of it surely goes down; false when there is none, or it only reads.</returns>
    public bool GiveUpTransaction(BackendConnection backend, Exception refusal)
    {
        if (Transaction is not { IsReadOnly: false } transaction || transaction.Backend != backend || backend.IsGone) return false;
        var loss = SessionLoss.Of(State, inDbTransaction: true, backend, SessionLoss.TakesNoWrites, refusal);
        Lose(loss);
        Release(backend);
        return loss.Outcome == StatementOutcome.RolledBack;
    }

    private ServerAddress? SuccessorOf(BackendConnection holder) => Monitor.Current.SuccessorOf(holder.Serves, holder.Server);

    private bool IsEnlistedOn(BackendConnection backend) => !IsAmbient || backend == _affinity.Bound;

    // In the driver's own way, which for the second connection in one transaction is to go on with the physical one of the first. Nothing of
    // the statement has been sent: where the connection breaks, it is only replaced.
    private bool TryEnlist(BackendConnection backend, StatementAttempt attempt)
    {
        backend.Begin(isRepeatable: true);
        try
        {
            backend.Connection.EnlistTransaction(_scope);
        }
        catch (Exception exception) when (exception is not TransactionException && (backend.IsGone || DriverError.IsConnectionLost(exception)))
        {
            Drop(backend);
            attempt.NoteFailure(new FailedServer(backend.Server, Monitor.ReportFailure(backend.Server)));
            if (attempt.IsOverdue) throw;
            return false;
        }
        finally
        {
            backend.Finish();
        }

        Bind(backend);
        return true;
    }

    private void GoOnInScope()
    {
        if (_scope is not null && _affinity.Bound is null && sessions.Scopes.TryTake(_scope, out var left)) GoOnWith(left);
    }

    private void GoOnWith(BackendConnection left)
    {
        // What the session before set on it is none of this one's settings.
        (left.SettingsApplied, left.Database) = (0, null);
        _held.Add(left);
        Bind(left);
    }

    private void LeaveBoundInScope()
    {
        if (_scope is null || _affinity.Bound is not { } bound || !sessions.Scopes.TryLeave(_scope, State, bound)) return;
        _held.Remove(bound);
        _affinity.Bound = null;
    }

    private void Bind(BackendConnection backend)
    {
        backend.FindSocket();
        _affinity.Bound = backend;
        State = State with { Transaction = sessions.Scopes.In(_scope!, State.Transaction.Begun()) };
        CommitGuard.Enlist(_scope!, Monitor, backend, () => State, Committed(Owner));
    }

    // Before a statement. In a transaction that was aborted meanwhile it would be committed by itself.
    private void LookAtScope()
    {
        if (_scope is null) return;
        if (_scope.TransactionInformation.Status == TransactionStatus.Aborted && IsAround())
        {
            const string told = "The transaction around this statement has been aborted: the statement was not sent, since it would be committed by itself.";
            throw _affinity.Bound is null ? new TransactionException(told) : new TransactionAbortedException(told);
        }

        ForgetEndedScope();
    }

    // By then the session may be closed.
    private Action Committed(ISessionOwner? owner) => () =>
    {
        var now = Monitor.Now;
        owner?.NoteWritten(now);
        Monitor.WantEvidence(now, now);
    };

    private bool IsAround()
    {
        try
        {
            return _scope!.Equals(System.Transactions.Transaction.Current);
        }
        catch (InvalidOperationException)
        {
            // The scope has been completed, or ended out of turn.
            return false;
        }
    }

    private void ForgetEndedScope()
    {
        if (_scope is not { TransactionInformation.Status: not TransactionStatus.Active }) return;
        LeaveScope();
        State = State with { Transaction = State.Transaction.Ended() };
    }

    private void LeaveScope()
    {
        if (_scope is null) return;
        _scope.Dispose();
        (_scope, _affinity.Bound) = (null, null);
    }

    // What commits by itself, a BEGIN or a CREATE, ends a read-only transaction first, as on a single server; it must not run on the reader.
    private bool EndsReadOnlyTransaction(StatementTraits traits)
    {
        if (_affinity.Bound is not { IsGone: false } || Transaction is not null || !State.Transaction.MayBeOpen || IsAmbient) return false;
        const StatementEffects transacts =
            StatementEffects.BeginsTransaction | StatementEffects.BeginsReadOnlyTransaction | StatementEffects.EndsTransaction;
        var effects = traits.Effects & transacts;
        return effects == StatementEffects.BeginsTransaction
            || (effects.HasFlag(StatementEffects.EndsTransaction) && traits.Target == StatementTarget.Writer);
    }

    private async ValueTask EndReadOnlyTransactionAsync(bool async, CancellationToken cancellationToken)
    {
        var command = _affinity.Bound!.Connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        if (async)
        {
            await using (command.ConfigureAwait(false))
                await _affinity.Bound.UntilEnded(command.ExecuteNonQueryAsync(cancellationToken)).ConfigureAwait(false);
        }
        else
        {
            using (command) command.ExecuteNonQuery();
        }

        _affinity.Bound = null;
        State = State with { Transaction = State.Transaction.Ended() };
    }
}
