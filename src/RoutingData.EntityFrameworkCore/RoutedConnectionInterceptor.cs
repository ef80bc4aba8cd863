using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RoutingData.EntityFrameworkCore;

/// <summary>Hands EF Core a routed connection where it would have its provider make one. Each context gets its own.</summary>
internal sealed class RoutedConnectionInterceptor(Func<DbConnection> create) : DbConnectionInterceptor
{
    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        MasterConnection.IsMeantBy(eventData.ConnectionString)
            ? result
            : InterceptionResult<DbConnection>.SuppressWithResult(create());

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        TellOfLostWork(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        TellOfLostWork(connection);
        return ValueTask.FromResult(result);
    }

    // EF Core swallows the error of a RELEASE SAVEPOINT, closes a connection that is Broken, transaction and all, and would open it again and run
    // the rest of the unit of work outside the transaction that is lost.
    private static void TellOfLostWork(DbConnection connection)
    {
        if ((connection as RoutingDbConnection)?.TakeLostWork() is { } lost) throw lost;
    }
}
