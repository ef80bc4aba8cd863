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

    private static async Task<object?> InScope<T>(bool complete, Func<Task<T>> run)
    {
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        var result = await run();
        if (complete) scope.Complete();
        return result;
    }
}
