using System.Transactions;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>
/// Takes part in a transaction from outside, beside the driver, for its vote alone: what ran on a writer that has been replaced is rolled
/// back, as by then that server may be writable again. Volatile, so that nothing is promoted for it.
/// </summary>
internal sealed class CommitGuard : IEnlistmentNotification
{
    private readonly TopologyMonitor _monitor;
    private readonly BackendConnection _backend;
    private readonly Func<SessionState> _state;
    private readonly Action _ended;

    private CommitGuard(TopologyMonitor monitor, BackendConnection backend, Func<SessionState> state, Action ended)
    {
        _ended = ended;
        _monitor = monitor;
        _backend = backend;
        _state = state;
    }

    /// <summary>Guards a transaction that the driver's connection takes part in already.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="monitor">Knows who writes.</param>
    /// <param name="backend">The connection.</param>
    /// <param name="state">What the session remembers by then.</param>
    /// <param name="ended">Called when it has been committed, or may have been. The driver, which took part before, has done so by then.</param>
    public static void Enlist(Transaction transaction, TopologyMonitor monitor, BackendConnection backend, Func<SessionState> state, Action ended) =>
        transaction.EnlistVolatile(new CommitGuard(monitor, backend, state, ended), EnlistmentOptions.None);

    public void Prepare(PreparingEnlistment preparingEnlistment)
    {
        if (_monitor.Current.SuccessorOf(_backend.Serves, _backend.Server) is { } writer)
            preparingEnlistment.ForceRollback(SessionLoss.Of(_state(), inDbTransaction: true, _backend, SessionLoss.Superseded(writer), innerException: null));
        else
            preparingEnlistment.Done();
    }

    public void Commit(Enlistment enlistment) => End(enlistment);

    public void Rollback(Enlistment enlistment) => enlistment.Done();

    public void InDoubt(Enlistment enlistment) => End(enlistment);

    private void End(Enlistment enlistment)
    {
        _ended();
        enlistment.Done();
    }
}
