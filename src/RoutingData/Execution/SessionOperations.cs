using System.Data;
using System.Data.Common;
using System.Transactions;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>What a connection does besides running commands: each on the right backend connection, with the session's state kept.</summary>
internal static class SessionOperations
{
    /// <summary>Changes the database on one connection now, and on every other before its next statement.</summary>
    public static async ValueTask UseDatabaseAsync(
        bool async, StatementRunner runner, RoutingSession session, string name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("There is no database without a name.", nameof(name));
        var plan = runner.Plan;
        var backend = await runner.RunAsync<BackendConnection, ChangeDatabaseOperation>(
            async, session, plan.Router.Read, plan.WaitTimeoutFor(commandTimeout: 0), new ChangeDatabaseOperation(name), cancellationToken)
            .ConfigureAwait(false);
        session.Results.NoteDatabase(backend, name);
    }

    public static ValueTask<DataTable> GetSchemaAsync(
        bool async, StatementRunner runner, RoutingSession session, string collection, string?[] restrictions,
        CancellationToken cancellationToken) =>
        runner.RunAsync<DataTable, SchemaOperation>(
            async, session, runner.Plan.Router.Read, runner.Plan.WaitTimeoutFor(commandTimeout: 0),
            new SchemaOperation(collection, restrictions), cancellationToken);

    /// <summary>Returns the driver's connection to the writer, or the one that holds the state; the session stays on it.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public static async ValueTask<T> GetDriverConnectionAsync<T>(
        bool async, StatementRunner runner, RoutingSession session, CancellationToken cancellationToken)
        where T : DbConnection
    {
        if (session.IsReading)
            throw new InvalidOperationException("A data reader is open; close it before the driver's connection is handed out.");
        var plan = runner.Plan;
        var backend = await runner.RunAsync<BackendConnection, GetDriverConnectionOperation<T>>(
            async, session, plan.Router.Write, plan.WaitTimeoutFor(commandTimeout: 0), default, cancellationToken).ConfigureAwait(false);
        session.HandOut(backend);
        return (T)backend.Connection;
    }

    /// <summary>Takes part in a transaction from outside; everything until its end runs on the one connection that does.</summary>
    public static async ValueTask EnlistAsync(bool async, StatementRunner runner, RoutingSession session, Transaction? transaction)
    {
        if (!SessionScope.IsToEnlist(session, transaction) || (transaction is not null && SessionScope.TryJoin(session, transaction))) return;
        var plan = runner.Plan;
        var backend = await runner.RunAsync<BackendConnection, EnlistOperation>(
            async, session, plan.Router.Write, plan.WaitTimeoutFor(commandTimeout: 0), new EnlistOperation(transaction), CancellationToken.None)
            .ConfigureAwait(false);
        if (transaction is not null) SessionScope.Join(session, transaction, backend);
    }
}
