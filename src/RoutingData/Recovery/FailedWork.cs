using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Recovery;

/// <summary>Decides whether a piece of work that failed may be run again by its caller: only what is marked as having left nothing in the
/// database.</summary>
internal static class FailedWork
{
    /// <summary>Whether nothing of it is in the database.</summary>
    public static bool LeftNothing(Exception? exception) => exception switch
    {
        RoutingDbException error => error.IsTransient && error.Outcome != StatementOutcome.Unknown,
        DbException => WasFull(exception) || IsPassing(exception) && SaysNothingIsThere(exception),
        _ => false,
    };

    /// <summary>Whether its caller should look whether it is in the database, if it can.</summary>
    public static bool ShouldBeVerified(Exception exception) =>
        exception is RoutingDbException { Outcome: StatementOutcome.Unknown } || DriverError.IsConnectionLost(exception) ||
        DriverError.LeavesCommitOpen(exception) || LeftNothing(exception);

    // The server's answer to a connect: no statement was sent.
    private static bool WasFull(Exception exception) =>
        DriverError.ServerNumber(exception) is DriverError.TooManyConnections or DriverError.TooManyUserConnections;

    // A lost connection says that nothing is there only if it was never made.
    private static bool IsPassing(Exception exception) =>
        DriverError.IsConflict(exception) || DriverError.IsReadOnlyRefusal(exception) || DriverError.IsConnectionLost(exception);

    private static bool SaysNothingIsThere(Exception exception) =>
        exception.Data["RoutingData.Outcome"] is nameof(StatementOutcome.NotExecuted) or nameof(StatementOutcome.RolledBack)
        // Of several statements some may have run, in a transaction that EF Core has rolled back by now.
        || exception.Data["RoutingData.Transaction"] is "Uncommitted";
}
