using System.Transactions;
using RoutingData.Backends;
using RoutingData.Monitor;
using RoutingData.Sessions;

namespace RoutingData.Failover;

/// <summary>
/// Takes part in a transaction from outside, beside the driver, for its vote alone: what ran on a writer that has been replaced is rolled
/// back, as by then that server may be writable again (D27). Volatile, so that nothing is promoted for it.
/// </summary>
internal sealed class CommitGuard : IEnlistmentNotification
{
    private readonly TopologyMonitor _monitor;
    private readonly BackendConnection _backend;

    private CommitGuard(TopologyMonitor monitor, BackendConnection backend)
    {
        _monitor = monitor;
        _backend = backend;
    }

    /// <summary>Guards a transaction that the driver's connection takes part in already.</summary>
    public static void Enlist(Transaction transaction, TopologyMonitor monitor, BackendConnection backend) =>
        transaction.EnlistVolatile(new CommitGuard(monitor, backend), EnlistmentOptions.None);

    public void Prepare(PreparingEnlistment preparingEnlistment)
    {
        if (_monitor.Current.SuccessorOf(_backend.Hostgroup, _backend.Server) is { } writer)
            preparingEnlistment.ForceRollback(SessionLoss.Of(SessionState.Initial, inDbTransaction: true, _backend, writer, null));
        else
            preparingEnlistment.Done();
    }

    public void Commit(Enlistment enlistment) => enlistment.Done();

    public void Rollback(Enlistment enlistment) => enlistment.Done();

    public void InDoubt(Enlistment enlistment) => enlistment.Done();
}
