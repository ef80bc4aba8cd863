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
}
