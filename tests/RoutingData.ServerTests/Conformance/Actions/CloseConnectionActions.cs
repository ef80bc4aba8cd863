using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>CommandBehavior.CloseConnection: the end of the reader is the end of the connection.</summary>
internal static class CloseConnectionActions
{
    private const CommandBehavior Closing = CommandBehavior.CloseConnection;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("Close of the reader", async s => await s.Close(await s.Reader(await s.Open(), "SELECT 1", Closing))),
        new("Dispose of the reader", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT 1", Closing);
            await s.Both(() => reader.DisposeAsync().AsTask(), reader.Dispose);
        }),
        new("all rows read, the reader not closed", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1", Closing);
            while (await s.Read(reader))
            {
            }

            return connection.State;
        }),
        new("Close in the middle", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT 1 UNION SELECT 2; SELECT 3", Closing);
            await s.Read(reader);
            await s.Close(reader);
        }),
        new("of a write", async s => await s.Close(await s.Reader(await s.Open(), "DELETE FROM notes", Closing))),
        new ConformanceAction("Close of the connection first", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1", Closing);
            await s.Close(connection);
            await s.Close(reader);
        })
        .DiffersOnMySqlData("Closed is told once; MySql.Data tells it again when the reader is closed"),
        new("Open again afterwards", async s =>
        {
            var connection = await s.Open();
            await s.Close(await s.Reader(connection, "SELECT 1", Closing));
            await s.Open(connection);
            return await s.Scalar(connection, "SELECT 2");
        }),
        new("the reader closed again after Open", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1", Closing);
            await s.Close(reader);
            await s.Open(connection);
            await s.Close(reader);
            return connection.State;
        }),
        new("after a write on the same connection", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "DELETE FROM notes");
            await s.Close(await s.Reader(connection, "SELECT 1", Closing));
        }),
        new ConformanceAction("in a transaction", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection);
            await s.NonQuery(connection, "DELETE FROM notes", transaction);
            var command = s.Command(connection, "SELECT 1", transaction);
            await s.Close(await s.Reader(command, Closing));
            return transaction.Connection is null;
        })
        .DiffersOnMySqlData("Connection is null once the transaction has ended"),
        new("when the execution fails", async s =>
        {
            var connection = await s.Open();
            await Stage.Error(() => s.Reader(connection, "SELECT * FROM nowhere", Closing));
            return connection.State;
        }),
        new("when a later result fails", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1; SELECT * FROM nowhere", Closing);
            var error = await Stage.Error(() => s.Next(reader));
            await Stage.Error(() => s.Close(reader));
            return new[] { error, connection.State };
        }),
        new("as Dapper does", async s => await s.Rows(await s.Reader(
            await s.Open(), "SELECT 1, 2", Closing | CommandBehavior.SequentialAccess | CommandBehavior.SingleResult))),
        new("a handler of StateChange that opens again", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1", Closing);
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState == ConnectionState.Closed) connection.Open();
            };
            await s.Close(reader);
            return connection.State;
        }),
    ];
}
