using System.Transactions;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;

namespace RoutingData.Sessions;

/// <summary>
/// The transaction from outside in which a session takes part: the one around its Open, as with the drivers, or EnlistTransaction's. Everything
/// until its end runs on the one backend connection that takes part, too.
/// </summary>
internal sealed class SessionScope
{
    private readonly RoutingSession _session;
    // A clone: the application disposes of its own when it is done, and the session still asks how it ended.
    private readonly Transaction _transaction;

    private SessionScope(RoutingSession session, Transaction transaction)
    {
        _session = session;
        _transaction = transaction.Clone();
    }

    private LeftScopes Left => _session.Sessions.Scopes;

    /// <summary>Has a session take part in the transaction around its Open. A connection is enlisted before the first statement: there is none yet.</summary>
    public static void Join(RoutingSession session, Transaction transaction) => session.Scope = new SessionScope(session, transaction);

    /// <summary>Has a session take part in a transaction in which its connection has been enlisted.</summary>
    public static void Join(RoutingSession session, Transaction transaction, BackendConnection backend)
    {
        if (transaction.Equals(session.Scope?._transaction)) return;
        Join(session, transaction);
        session.Scope!.Bind(backend);
    }

    /// <summary>Has a session take part in a transaction that another session has left, with that one's connection.</summary>
    /// <returns>False if none has.</returns>
    public static bool TryJoin(RoutingSession session, Transaction transaction)
    {
        if (session.IsAmbient || !session.Sessions.Scopes.TryTake(transaction, out var left)) return false;
        Join(session, transaction);
        session.Scope!.GoOnWith(left);
        return true;
    }

    /// <summary>Whether enlisting a session in a transaction from outside, or in none, changes anything.</summary>
    public static bool IsToEnlist(RoutingSession session, Transaction? transaction)
    {
        session.Scope?.ForgetIfEnded();
        return transaction is not null || session.IsAmbient;
    }

    /// <summary>Verifies before a statement that the transaction around it has not been aborted: the statement would be committed by itself.</summary>
    public void Verify()
    {
        if (_transaction.TransactionInformation.Status == TransactionStatus.Aborted && IsAround())
        {
            const string told = "The transaction around this statement has been aborted: the statement was not sent, since it would be committed by itself.";
            throw _session.Affinity.Bound is null ? new TransactionException(told) : new TransactionAbortedException(told);
        }

        ForgetIfEnded();
    }

    /// <summary>Lets go of a transaction that has ended meanwhile.</summary>
    public void ForgetIfEnded()
    {
        if (_transaction.TransactionInformation.Status == TransactionStatus.Active) return;
        Leave();
        _session.State = _session.State with { Transaction = _session.State.Transaction.Ended() };
    }

    /// <summary>Enlists a connection, if it is not enlisted already.</summary>
    /// <remarks>In the driver's own way, which for the second connection in one transaction is to go on with the physical one of the first. Nothing
    /// of the statement has been sent: where the connection breaks, it is only replaced.</remarks>
    /// <returns>False when the connection broke.</returns>
    public bool TryEnlist(BackendConnection backend, StatementAttempt attempt)
    {
        if (backend == _session.Affinity.Bound) return true;
        using (backend.Run(isRepeatable: true))
        {
            try
            {
                backend.Connection.EnlistTransaction(_transaction);
            }
            catch (Exception exception) when (exception is not TransactionException && (backend.IsGone || DriverError.IsConnectionLost(exception)))
            {
                _session.DetachBroken(backend);
                attempt.NoteFailure(new FailedServer(backend.Server, _session.Monitor.ReportFailure(backend.Server)));
                if (attempt.IsOverdue) throw;
                return false;
            }
        }

        Bind(backend);
        return true;
    }

    /// <summary>Takes the connection over that another session has left in the transaction, if one has.</summary>
    public void GoOn()
    {
        if (_session.Affinity.Bound is null && Left.TryTake(_transaction, out var left)) GoOnWith(left);
    }

    /// <summary>Leaves the connection to the next session in a transaction that goes on.</summary>
    public void LeaveConnection()
    {
        if (_session.Affinity.Bound is not { } bound || !Left.TryLeave(_transaction, _session.State, bound)) return;
        _session.Connections.Remove(bound);
        _session.Affinity.Bound = null;
    }

    /// <summary>Ends the session's part in the transaction.</summary>
    public void Leave()
    {
        _transaction.Dispose();
        _session.Scope = null;
        _session.Affinity.Bound = null;
    }

    private void GoOnWith(BackendConnection left)
    {
        // What the session before set on it is none of this one's settings.
        (left.SettingsApplied, left.Database) = (0, null);
        _session.Hold(left);
        Bind(left);
    }

    private void Bind(BackendConnection backend)
    {
        backend.FindSocket();
        _session.Affinity.Bound = backend;
        _session.State = _session.State with { Transaction = Left.In(_transaction, _session.State.Transaction.Begun()) };
        CommitGuard.Enlist(_transaction, _session.Monitor, backend, () => _session.State, Committed(_session.Owner, _session.Monitor, backend));
    }

    // By then the session may be closed.
    private static Action Committed(ISessionOwner? owner, TopologyMonitor monitor, BackendConnection backend) => () =>
    {
        var now = monitor.Now;
        owner?.NoteWritten(now);
        monitor.NoteCommitted(backend.Serves, backend.Server);
        monitor.Evidence.Want(now, now);
    };

    private bool IsAround()
    {
        try
        {
            return _transaction.Equals(Transaction.Current);
        }
        catch (InvalidOperationException)
        {
            // The scope has been completed, or ended out of turn.
            return false;
        }
    }
}
