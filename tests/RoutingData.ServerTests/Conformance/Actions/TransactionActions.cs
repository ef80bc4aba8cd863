using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbTransaction.</summary>
internal static class TransactionActions
{
    private const string Insert = "INSERT INTO notes (v) VALUES (3)";

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("Commit", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await s.Commit(transaction);
        }),
        new("Rollback", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await s.Rollback(transaction);
        }),
        new("Dispose rolls back", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await s.Dispose(transaction);
        }),
        new("a read in it sees its writes", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            return await s.Scalar(connection, "SELECT COUNT(*) FROM notes", transaction);
        }),
        new("Connection while open", async s =>
        {
            var (connection, transaction) = await Begun(s);
            return ReferenceEquals(connection, transaction.Connection);
        }),
        new ConformanceAction("Connection after Commit", async s => (await Ended(s)).Connection is null)
        .DiffersOnMySqlData("null, as ADO.NET says and as with MySqlConnector"),
        new ConformanceAction("Connection after Rollback", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Rollback(transaction);
            return transaction.Connection is null;
        })
        .DiffersOnMySqlData("null, as ADO.NET says and as with MySqlConnector"),
        new ConformanceAction("Connection after Dispose", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Dispose(transaction);
            return transaction.Connection is null;
        })
        .DiffersOnMySqlData("null, as ADO.NET says and as with MySqlConnector"),
        new("Commit twice", async s => await s.Commit(await Ended(s))),
        new("Rollback after Commit", async s => await s.Rollback(await Ended(s))),
        new("Commit after Rollback", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Rollback(transaction);
            await s.Commit(transaction);
        }),
        new("Rollback twice", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Rollback(transaction);
            await s.Rollback(transaction);
        }),
        new ConformanceAction("Commit after Dispose", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Dispose(transaction);
            await s.Commit(transaction);
        })
        .DiffersOnMySqlData("an ObjectDisposedException, as with MySqlConnector"),
        new ConformanceAction("Rollback after Dispose", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Dispose(transaction);
            await s.Rollback(transaction);
        })
        .DiffersOnMySqlData("an ObjectDisposedException, as with MySqlConnector"),
        new("Dispose twice", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Dispose(transaction);
            await s.Dispose(transaction);
        }),
        new("Dispose after Commit", async s => await s.Dispose(await Ended(s))),
        new("Dispose after Close of the connection", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await s.Close(connection);
            await s.Dispose(transaction);
        }),
        new ConformanceAction("Commit after Close of the connection", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.Close(connection);
            await s.Commit(transaction);
        })
        .DiffersOnMySqlData("an ObjectDisposedException, as with MySqlConnector"),
        new("another after Commit", async s =>
        {
            var connection = (await Begun(s, commit: true)).Connection;
            var transaction = await s.Begin(connection);
            await s.NonQuery(connection, Insert, transaction);
            await s.Commit(transaction);
        }),
        new("another while one is open", async s => await s.Begin((await Begun(s)).Connection)),
        new("on a closed connection", s => s.Begin(s.New())),
        new("on a connection disposed of", async s =>
        {
            var connection = await s.Open();
            await s.Dispose(connection);
            await s.Begin(connection);
        }),
        .. from level in Enum.GetValues<IsolationLevel>() select new ConformanceAction($"IsolationLevel.{level}", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection, level);
            await s.NonQuery(connection, Insert, transaction);
            var reported = transaction.IsolationLevel;
            await s.Commit(transaction);
            return reported;
        }),
        new("IsolationLevel after Commit", async s => (await Ended(s)).IsolationLevel),
        new("SERIALIZABLE only for its time", async s =>
        {
            var connection = await s.Open();
            await s.Commit(await s.Begin(connection, IsolationLevel.Serializable));
            return await s.Scalar(connection, "/* route=writer */ SELECT @@tx_isolation");
        }),
        new("a command without Transaction while one is open", async s => await s.Scalar((await Begun(s)).Connection, "SELECT 1")),
        new ConformanceAction("the same with Ignore Command Transaction", async s =>
        {
            var connection = await s.Open(";Ignore Command Transaction=true");
            await s.Begin(connection);
            await s.NonQuery(connection, Insert);
        })
        .DiffersOnMySqlData("the connection string is looked at by Open, as with MySqlConnector"),
        new ConformanceAction("a command with a transaction that has ended", async s =>
        {
            var (connection, transaction) = await Begun(s, commit: true);
            await s.Scalar(connection, "SELECT 1", transaction);
        })
        .DiffersOnMySqlData("an InvalidOperationException, as with MySqlConnector: it would run outside any transaction"),
        new ConformanceAction("a command with another connection's transaction", async s =>
        {
            var (_, transaction) = await Begun(s);
            await s.Scalar(await s.Open(), "SELECT 1", transaction);
        })
        .DiffersOnMySqlData("an InvalidOperationException, as with MySqlConnector: it would run outside that transaction"),
        new("a command whose transaction is null afterwards", async s =>
        {
            var (connection, transaction) = await Begun(s, commit: true);
            var command = s.Command(connection, "SELECT 1", transaction);
            command.Transaction = null;
            return await s.Scalar(command);
        }),
        new("an error inside, then Commit", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await Stage.Error(() => s.NonQuery(connection, "INSERT INTO notes VALUES (1, 1, 'x')", transaction));
            await s.Commit(transaction);
        }),
        new("Commit with a reader open", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.Reader(s.Command(connection, "SELECT 1 UNION SELECT 2", transaction));
            await s.Commit(transaction);
        }),
        new ConformanceAction("Begin with a reader open", async s =>
        {
            var connection = await s.Open();
            await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            await s.Begin(connection);
        })
            .DiffersOnMySqlConnector("an InvalidOperationException; MySqlConnector breaks the connection")
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a MySqlException"),
        new("BEGIN and COMMIT as text", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "BEGIN");
            await s.NonQuery(connection, Insert);
            var inside = await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
            await s.NonQuery(connection, "COMMIT");
            return inside;
        }),
        // Not pooled: MySqlConnector rolls back what it does not know of only when the connection is used again.
        new("BEGIN as text, then Close", async s =>
        {
            var connection = await s.Open(";Pooling=false");
            await s.NonQuery(connection, "BEGIN");
            await s.NonQuery(connection, Insert);
            await s.Close(connection);
        }),
        new("COMMIT as text inside", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await s.NonQuery(connection, "COMMIT", transaction);
            await s.Rollback(transaction);
        }),
        new("SET autocommit = 0, then ROLLBACK", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "SET autocommit = 0");
            await s.NonQuery(connection, Insert);
            await s.NonQuery(connection, "ROLLBACK");
        }),
        new ConformanceAction("BeginTransactionAsync with a token that is cancelled", async s =>
            await (await s.Open()).BeginTransactionAsync(new CancellationToken(canceled: true)))
            .DiffersOnMySqlConnector("a token that is cancelled is heeded"),
        new("CommitAsync with a token that is cancelled", async s =>
        {
            var (connection, transaction) = await Begun(s);
            await s.NonQuery(connection, Insert, transaction);
            await transaction.CommitAsync(new CancellationToken(canceled: true));
        }),
    ];

    private static async Task<(DbConnection Connection, DbTransaction Transaction)> Begun(Stage s, bool commit = false)
    {
        var connection = await s.Open();
        var transaction = await s.Begin(connection);
        if (commit) await s.Commit(transaction);
        return (connection, transaction);
    }

    private static async Task<DbTransaction> Ended(Stage s) => (await Begun(s, commit: true)).Transaction;
}
