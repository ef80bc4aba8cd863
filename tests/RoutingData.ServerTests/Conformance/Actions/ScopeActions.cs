using System.Data;
using System.Data.Common;
using System.Transactions;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>TransactionScope and EnlistTransaction.</summary>
internal static class ScopeActions
{
    private const string Insert = "INSERT INTO notes (v) VALUES (3)";

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("a scope that completes", s => InScope(complete: true, async () => await s.NonQuery(await s.Open(), Insert))),
        new("a scope that does not", s => InScope(complete: false, async () => await s.NonQuery(await s.Open(), Insert))),
        new("a read in a scope sees its write", s => InScope(complete: true, async () =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            return await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
        })),
        new("open, close, open in a scope", s => InScope(complete: true, async () =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            await s.Close(connection);
            await s.Open(connection);
            return await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
        })),
        new("close before the scope ends", s => InScope(complete: true, async () =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            await s.Close(connection);
            return connection.State;
        })),
        new("Auto Enlist=false in a scope that does not complete", s => InScope(complete: false, async () =>
            await s.NonQuery(await s.Open(";Auto Enlist=false"), Insert))),
        new("BeginTransaction in a scope", s => InScope<object?>(complete: false, async () =>
        {
            await s.Begin(await s.Open());
            return null;
        })),
        new("a suppressed scope inside", s => InScope(complete: false, async () =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
                await s.NonQuery(connection, Insert);
            return await s.NonQuery(connection, Insert);
        })),
        new("the first statement in a suppressed scope inside", s => InScope(complete: false, async () =>
        {
            var connection = await s.Open();
            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
                await s.NonQuery(connection, Insert);
            return await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
        })),
        new("a new scope inside that completes", s => InScope(complete: false, () => InsideANewScope(s, complete: true))),
        new("a new scope inside that does not", s => InScope(complete: true, () => InsideANewScope(s, complete: false))),
        new("a new scope inside, a connection opened in each", s => InScope(complete: false, async () =>
        {
            var outer = await s.Open();
            await s.NonQuery(outer, Insert);
            return await InScope(complete: true, async () => await s.NonQuery(await s.Open(), Insert), TransactionScopeOption.RequiresNew);
        })),
        new("opened in a suppressed scope inside, used outside it", s => InScope(complete: false, async () =>
        {
            DbConnection connection;
            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled)) connection = await s.Open();
            return await s.NonQuery(connection, Insert);
        })),
        new("opened and read before the scope, INSERT in it", async s =>
        {
            var connection = await s.Open();
            await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
            return await InScope(complete: false, () => s.NonQuery(connection, Insert));
        }),
        new("opened and written before the scope, INSERT in it", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            return await InScope(complete: false, () => s.NonQuery(connection, Insert));
        }),
        new("opened and read before the scope, EnlistTransaction, INSERT", async s =>
        {
            var connection = await s.Open();
            await s.Scalar(connection, "SELECT COUNT(*) FROM notes");
            return await InScope(complete: false, async () =>
            {
                connection.EnlistTransaction(Transaction.Current);
                return await s.NonQuery(connection, Insert);
            });
        }),
        new("used on after the scope", async s =>
        {
            DbConnection? connection = null;
            await InScope(complete: false, async () => await s.NonQuery(connection = await s.Open(), Insert));
            return await s.NonQuery(connection!, Insert);
        }),
        new ConformanceAction("Open in a scope that has been aborted", s => InScope(complete: false, async () =>
        {
            Transaction.Current!.Rollback();
            return await Stage.Error(async () => await s.NonQuery(await s.Open(), Insert));
        }))
        .DiffersOnMySqlData("a TransactionException, of the statement: Open binds no server"),
        new ConformanceAction("a statement in a scope that has been aborted meanwhile", s => InScope(complete: false, async () =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, Insert);
            Transaction.Current!.Rollback();
            return await Stage.Error(() => s.NonQuery(connection, Insert));
        }))
        .DiffersOnMySqlConnector("a TransactionAbortedException: the driver commits it by itself"),
        new("EnlistTransaction, Commit", async s =>
        {
            var connection = await s.Open();
            using var transaction = new CommittableTransaction();
            connection.EnlistTransaction(transaction);
            await s.NonQuery(connection, Insert);
            transaction.Commit();
        }),
        new("EnlistTransaction, Rollback", async s =>
        {
            var connection = await s.Open();
            using var transaction = new CommittableTransaction();
            connection.EnlistTransaction(transaction);
            await s.NonQuery(connection, Insert);
            transaction.Rollback();
        }),
        new("EnlistTransaction of null", async s => (await s.Open()).EnlistTransaction(null)),
        new ConformanceAction("EnlistTransaction on a closed connection", s =>
        {
            using var transaction = new CommittableTransaction();
            s.New().EnlistTransaction(transaction);
            return null!;
        })
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a NullReferenceException"),
        new("EnlistTransaction twice in the same", async s =>
        {
            var connection = await s.Open();
            using var transaction = new CommittableTransaction();
            connection.EnlistTransaction(transaction);
            connection.EnlistTransaction(transaction);
        }),
        new("EnlistTransaction in another", async s =>
        {
            var connection = await s.Open();
            using var first = new CommittableTransaction();
            using var second = new CommittableTransaction();
            connection.EnlistTransaction(first);
            connection.EnlistTransaction(second);
        }),
        new("EnlistTransaction in a DbTransaction", async s =>
        {
            var connection = await s.Open();
            await s.Begin(connection);
            using var transaction = new CommittableTransaction();
            connection.EnlistTransaction(transaction);
        }),
    ];

    // Three writes of one connection: before, inside and after a scope of its own inside the outer one.
    private static async Task<object?> InsideANewScope(Stage s, bool complete)
    {
        var connection = await s.Open();
        await s.NonQuery(connection, Insert);
        await InScope(complete, () => s.NonQuery(connection, Insert), TransactionScopeOption.RequiresNew);
        return await s.NonQuery(connection, Insert);
    }

    private static async Task<object?> InScope<T>(
        bool complete, Func<Task<T>> run, TransactionScopeOption option = TransactionScopeOption.Required)
    {
        using var scope = new TransactionScope(option, TransactionScopeAsyncFlowOption.Enabled);
        var result = await run();
        if (complete) scope.Complete();
        return result;
    }
}
