using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using RoutingData.EntityFrameworkCore.OracleProvider;
using RoutingData.Threading;

namespace RoutingData.EntityFrameworkCore;

/// <summary>Hands EF Core a routed connection where it would have its provider make one, each context its own, and aims the provider's connection
/// without a database at the writer.</summary>
internal sealed class RoutedConnectionInterceptor(Func<RoutingDbConnection> create) : DbConnectionInterceptor
{
    // Of each connection that it made, which of the pooled contexts one after the other opened it last.
    private readonly ConditionalWeakTable<RoutingDbConnection, StrongBox<int>> _leases = [];

    public override InterceptionResult<DbConnection> ConnectionCreating(
        ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        return !OraclesProvider.IsUnder(eventData.Context) && MasterConnection.IsMeantBy(eventData.ConnectionString)
            ? result
            : InterceptionResult<DbConnection>.SuppressWithResult(CreateLent(ChosenConnection.Of(eventData.Context, eventData.ConnectionString)));
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        TellOfLostWork(connection);
        NoteLease(connection, eventData);
        SyncResult.Of(AimAsync(async: false, connection, eventData, CancellationToken.None));
        return result;
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        TellOfLostWork(connection);
        NoteLease(connection, eventData);
        await AimAsync(async: true, connection, eventData, cancellationToken).ConfigureAwait(false);
        return result;
    }

    // The provider names one server in it, which need not be the writer any more, or the list of them.
    private async ValueTask AimAsync(bool async, DbConnection connection, ConnectionEventData eventData, CancellationToken cancellationToken)
    {
        if (connection is RoutingDbConnection || !MasterConnection.IsMeantBy(connection.ConnectionString)) return;
        // Of the servers that the context itself is on.
        var source = (eventData.Context?.Database.GetDbConnection() as RoutingDbConnection)?.Source;
        if (source is not null)
        {
            connection.ConnectionString = await source.Runtime.Writer.AimAsync(async, connection.ConnectionString, cancellationToken).ConfigureAwait(false);
            return;
        }

        var routed = create();
        await using (routed.ConfigureAwait(false))
        {
            connection.ConnectionString = await routed.Source.Runtime.Writer.AimAsync(async, connection.ConnectionString, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private RoutingDbConnection CreateLent(string? chosen)
    {
        var connection = chosen is null ? create() : new RoutingDbConnection(chosen);
        _leases.Add(connection, new StrongBox<int>());
        return connection;
    }

    // A context of a pool keeps its connection for the next one who gets it, whose session is another one.
    private void NoteLease(DbConnection connection, ConnectionEventData eventData)
    {
        if (connection is not RoutingDbConnection routed || !_leases.TryGetValue(routed, out var lease)) return;
        if (eventData.Context is not { ContextId.Lease: var now } || now == lease.Value) return;
        lease.Value = now;
        routed.ForgetSession();
    }

    // EF Core swallows the error of a RELEASE SAVEPOINT, closes a connection that is Broken, transaction and all, and would open it again and run
    // the rest of the unit of work outside the transaction that is lost.
    private static void TellOfLostWork(DbConnection connection)
    {
        if ((connection as RoutingDbConnection)?.TakeLostWork() is { } lost) throw lost;
    }
}
