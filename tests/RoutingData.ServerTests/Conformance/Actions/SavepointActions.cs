using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Savepoints, by the API and by text.</summary>
internal static class SavepointActions
{
    private const string Insert = "INSERT INTO notes (v) VALUES (3)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        .. Api.Select(action => action.DiffersOnMySqlData("they work; MySql.Data has none")),
        new ConformanceAction("SupportsSavepoints", async s => (await s.Begin(await s.Open())).SupportsSavepoints)
            .Differs("true: they work, whatever the driver says") with { SameSinceMySqlConnector = new Version(3, 0) },
        new("SAVEPOINT and ROLLBACK TO as text, as EF Core does", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection);
            await s.NonQuery(connection, "SAVEPOINT `__EFSavePoint`", transaction);
            await s.NonQuery(connection, Insert, transaction);
            await s.NonQuery(connection, "ROLLBACK TO SAVEPOINT `__EFSavePoint`", transaction);
            await s.Commit(transaction);
        }),
    ];

    private static IEnumerable<ConformanceAction> Api =>
    [
        new("Save, Rollback to it, Commit", async s =>
        {
            var transaction = await Saved(s, "before");
            await s.NonQuery(transaction.Connection!, Insert, transaction);
            await Back(s, transaction, "before");
            await s.Commit(transaction);
        }),
        new("Save, Release, Commit", async s =>
        {
            var transaction = await Saved(s, "before");
            await s.NonQuery(transaction.Connection!, Insert, transaction);
            await Release(s, transaction, "before");
            await s.Commit(transaction);
        }),
        new("Rollback to a name that was released", async s =>
        {
            var transaction = await Saved(s, "before");
            await Release(s, transaction, "before");
            await Back(s, transaction, "before");
        }),
        new("Rollback to a name that is unknown", async s => await Back(s, await Saved(s, "before"), "after")),
        new("Release of a name that is unknown", async s => await Release(s, await Saved(s, "before"), "after")),
        new("a name with a backtick, a quote and a blank", async s =>
        {
            var transaction = await Saved(s, "be`fo'r e");
            await s.NonQuery(transaction.Connection!, Insert, transaction);
            await Back(s, transaction, "be`fo'r e");
            await s.Commit(transaction);
        }),
        new("Save without a name", async s => await Saved(s, null!)),
        new("Save with an empty name", async s => await Saved(s, "")),
        new("Save after Commit", async s =>
        {
            var transaction = await s.Begin(await s.Open());
            await s.Commit(transaction);
            await Save(s, transaction, "late");
        }),
        new("Save after Dispose", async s =>
        {
            var transaction = await s.Begin(await s.Open());
            await s.Dispose(transaction);
            await Save(s, transaction, "late");
        }),
        new("Save with a reader open", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection);
            await s.Reader(s.Command(connection, "SELECT 1", transaction));
            await Save(s, transaction, "busy");
        }),
    ];

    private static async Task<DbTransaction> Saved(Stage s, string name)
    {
        var transaction = await s.Begin(await s.Open());
        await Save(s, transaction, name);
        return transaction;
    }

    private static Task Save(Stage s, DbTransaction transaction, string name) =>
        s.Both(() => transaction.SaveAsync(name, Token), () => transaction.Save(name));

    private static Task Back(Stage s, DbTransaction transaction, string name) =>
        s.Both(() => transaction.RollbackAsync(name, Token), () => transaction.Rollback(name));

    private static Task Release(Stage s, DbTransaction transaction, string name) =>
        s.Both(() => transaction.ReleaseAsync(name, Token), () => transaction.Release(name));
}
