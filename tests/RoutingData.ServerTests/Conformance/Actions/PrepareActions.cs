using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Prepare.</summary>
internal static class PrepareActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("a read, twice", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a + 1", ("@a", 1));
            await s.Prepare(command);
            var first = await s.Scalar(command);
            command.Parameters[0].Value = 5;
            return new[] { first, await s.Scalar(command) };
        }),
        new("a write, twice", async s =>
        {
            var command = s.Command(await s.Open(), "INSERT INTO notes (v) VALUES (@v)", ("@v", 7));
            await s.Prepare(command);
            return new[] { await s.NonQuery(command), await s.NonQuery(command) };
        }),
        new("twice", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Prepare(command);
            await s.Prepare(command);
            return await s.Scalar(command);
        }),
        new("several statements", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a; SELECT @a + 1", ("@a", 1));
            await s.Prepare(command);
            return await s.Rows(await s.Reader(command));
        }),
        new("without a connection", s => s.Prepare(s.Command(null, "SELECT 1"))),
        new("on a closed connection", s => s.Prepare(s.Command(s.New(), "SELECT 1"))),
        new("without a text", async s => await s.Prepare((await s.Open()).CreateCommand())),
        new("a syntax error", async s => await s.Prepare(s.Command(await s.Open(), "SELEC 1"))),
        new("an unknown table", async s => await s.Prepare(s.Command(await s.Open(), "SELECT * FROM nowhere"))),
        new("another text afterwards", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Prepare(command);
            command.CommandText = "SELECT 2";
            return await s.Scalar(command);
        }),
        new("before and in a transaction", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT @a", ("@a", 1));
            await s.Prepare(command);
            var before = await s.Scalar(command);
            command.Transaction = await s.Begin(connection);
            var inside = await s.Scalar(command);
            await s.Commit(command.Transaction);
            command.Transaction = null;
            return new[] { before, inside, await s.Scalar(command) };
        }),
        new ConformanceAction("before Close, run after Open", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT @a", ("@a", 1));
            await s.Prepare(command);
            await s.Close(connection);
            await s.Open(connection);
            return await s.Scalar(command);
        })
        .DiffersOnMySqlData("prepared again where it runs, as with MySqlConnector"),
        new ConformanceAction("on one connection, run on another", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT @a", ("@a", 1));
            await s.Prepare(command);
            command.Connection = await s.Open();
            return await s.Scalar(command);
        })
        .DiffersOnMySqlData("prepared again where it runs, as with MySqlConnector"),
        new("beside an open reader", async s =>
        {
            var connection = await s.Open();
            await s.Reader(connection, "SELECT 1");
            await s.Prepare(s.Command(connection, "SELECT 2"));
        }),
        new("values of every kind", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT * FROM kinds WHERE id <= @n ORDER BY id", ("@n", 2));
            await s.Prepare(command);
            return await s.Rows(await s.Reader(command));
        }),
        new("PREPARE and EXECUTE as text", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "PREPARE p FROM 'SELECT ? + 1'");
            await s.NonQuery(connection, "SET @n = 4");
            return await s.Scalar(connection, "EXECUTE p USING @n");
        }),
    ];
}
