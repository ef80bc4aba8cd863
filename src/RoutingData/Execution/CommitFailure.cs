using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.SessionStates;

namespace RoutingData.Execution;

/// <summary>The errors of a commit.</summary>
internal static class CommitFailure
{
    /// <summary>Marks the driver's own exception of a refused COMMIT with what is sure. Nothing of the transaction is committed,
    /// nor will it be, unless something in it had committed by itself: a COMMIT that waits for a lock in vain rolls back too.
    /// A member that its group has expelled refuses as well, and the others may commit what it had sent them.</summary>
    public static void Annotate(ServerTransaction transaction, BackendConnection backend, Exception exception)
    {
        exception.Data["RoutingData.Server"] = backend.Server.ToString();
        exception.Data["RoutingData.Hostgroup"] = backend.Serves;
        if (DriverError.LeavesCommitOpen(exception)) exception.Data[KnownOutcome.Key] = nameof(StatementOutcome.Unknown);
        else if (!transaction.MayHaveCommitted) exception.Data[KnownOutcome.Key] = nameof(StatementOutcome.RolledBack);
    }

    /// <summary>No answer came, and the next writer says that it is not committed.</summary>
    public static RoutingDbException RolledBack(RoutingDbException unknown) => new(
        "COMMIT had no sure answer. The next writer says that the transaction is not committed, and it cannot be any more. Begin it anew.",
        StatementOutcome.RolledBack, isTransient: true, unknown)
    {
        Server = unknown.Server,
        Hostgroup = unknown.Hostgroup,
    };

    /// <summary>The server's answer leaves it open (<see cref="DriverError.LeavesCommitOpen"/>).</summary>
    public static RoutingDbException LeftOpen(ServerAddress? server, int hostgroup, Exception exception) => new(
        $"{server} (hostgroup {hostgroup}) failed at COMMIT and does not say whether it is committed: the others of its group may have it. " +
        "It was not sent again. Look at the data before running it once more.",
        StatementOutcome.Unknown, isTransient: false, exception)
    {
        Server = server,
        Hostgroup = hostgroup,
    };

    /// <summary>No answer came.</summary>
    public static RoutingDbException OutcomeUnknown(BackendConnection backend, bool sessionStateLost, Exception exception) => new(
        $"The connection to {backend.Server} (hostgroup {backend.Serves}) broke during COMMIT, and no answer came: the transaction " +
        "may be committed or not. It was not sent again. Look at the data before running it once more.",
        StatementOutcome.Unknown, isTransient: false, exception)
    {
        Server = backend.Server,
        Hostgroup = backend.Serves,
        SessionStateLost = sessionStateLost,
    };
}
