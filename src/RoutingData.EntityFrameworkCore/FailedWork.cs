using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.EntityFrameworkCore;

/// <summary>Whether a failure says of itself that nothing is in the database, so that the same may be run again. Silence means
/// no.</summary>
internal static class FailedWork
{
    public static bool LeftNothing(Exception? exception) => exception switch
    {
        RoutingDbException error => error.IsTransient && error.Outcome != StatementOutcome.Unknown,
        DbException => WasFull(exception) || IsPassing(exception) && SaysNothingIsThere(exception),
        _ => false,
    };

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
