using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Running commands.</summary>
internal static class CommandActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("ExecuteScalar of a number", async s => await s.Scalar(await s.Open(), "SELECT 1")),
        new("ExecuteScalar of a text", async s => await s.Scalar(await s.Open(), "SELECT 'tëxt'")),
        new("ExecuteScalar of NULL", async s => await s.Scalar(await s.Open(), "SELECT NULL")),
        new("ExecuteScalar without rows", async s => await s.Scalar(await s.Open(), "SELECT 1 FROM kinds WHERE id = 0")),
        new("ExecuteScalar of several rows", async s => await s.Scalar(await s.Open(), "SELECT 7 UNION ALL SELECT 8")),
        new("ExecuteScalar of several results", async s => await s.Scalar(await s.Open(), "SELECT 7; SELECT 8")),
        new("ExecuteScalar of an INSERT", async s => await s.Scalar(await s.Open(), "INSERT INTO notes (v) VALUES (3)")),
        new("ExecuteScalar of INSERT and LAST_INSERT_ID", async s =>
            await s.Scalar(await s.Open(), "INSERT INTO notes (v) VALUES (3); SELECT LAST_INSERT_ID()")),
        new("ExecuteNonQuery of an INSERT", async s => await s.NonQuery(await s.Open(), "INSERT INTO notes (v) VALUES (3), (4)")),
        new("ExecuteNonQuery of an UPDATE", async s => await s.NonQuery(await s.Open(), "UPDATE notes SET v = v + 1")),
        new("ExecuteNonQuery of an UPDATE that changes nothing", async s => await s.NonQuery(await s.Open(), "UPDATE notes SET v = v")),
        new("the same with Use Affected Rows", async s =>
            await s.NonQuery(await s.Open(";Use Affected Rows=true"), "UPDATE notes SET v = v")),
        new("ExecuteNonQuery of a DELETE", async s => await s.NonQuery(await s.Open(), "DELETE FROM notes WHERE id = 1")),
        new("ExecuteNonQuery of REPLACE", async s => await s.NonQuery(await s.Open(), "REPLACE INTO notes VALUES (1, 5, 'five')")),
        new("ExecuteNonQuery of ON DUPLICATE KEY UPDATE", async s =>
            await s.NonQuery(await s.Open(), "INSERT INTO notes VALUES (1, 5, 'x') ON DUPLICATE KEY UPDATE v = 6")),
        new("ExecuteNonQuery of a SELECT", async s => await s.NonQuery(await s.Open(), "SELECT 1")),
        new("ExecuteNonQuery of DDL", async s =>
        {
            var connection = await s.Open();
            var made = await s.NonQuery(connection, "CREATE TABLE passing (v INT)");
            return new[] { made, await s.NonQuery(connection, "DROP TABLE passing") };
        }),
        new("ExecuteNonQuery of several statements", async s =>
            await s.NonQuery(await s.Open(), "INSERT INTO notes (v) VALUES (3); UPDATE notes SET v = v + 1; SELECT 1")),
        new("ExecuteNonQuery of nothing but a comment", async s => await s.NonQuery(await s.Open(), "-- nothing")),
        new("ExecuteReader of several results", async s => await s.Rows(await s.Reader(await s.Open(), "SELECT 1, 'a'; SELECT 2.5"))),
        new("ExecuteReader of a write, then a read", async s =>
            await s.Rows(await s.Reader(await s.Open(), "INSERT INTO notes (v) VALUES (3); SELECT COUNT(*) FROM notes"))),
        new("ExecuteReader of two writes", async s =>
        {
            var reader = await s.Reader(await s.Open(), "INSERT INTO notes (v) VALUES (3); DELETE FROM notes WHERE id = 1");
            await s.Close(reader);
            return reader.RecordsAffected;
        }),
        new("SHOW", async s => await s.Rows(await s.Reader(await s.Open(), "SHOW COLUMNS FROM kinds"))),
        new("EXPLAIN", async s => await s.Rows(await s.Reader(await s.Open(), "EXPLAIN SELECT 1"))),
        new("a syntax error", async s => await s.Scalar(await s.Open(), "SELEC 1")),
        new("an unknown table", async s => await s.Scalar(await s.Open(), "SELECT * FROM nowhere")),
        new("an unknown column", async s => await s.Scalar(await s.Open(), "SELECT nothing FROM kinds")),
        new("an unknown function", async s => await s.Scalar(await s.Open(), "SELECT nothing_like_it(1)")),
        new("a duplicate key", async s => await s.NonQuery(await s.Open(), "INSERT INTO notes VALUES (1, 1, 'x')")),
        new("a value too long", async s =>
            await s.NonQuery(await s.Open(), "INSERT INTO notes (v, w) VALUES (1, 'longer than twenty characters')")),
        new("SIGNAL", async s =>
            await s.NonQuery(await s.Open(), "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'own words', MYSQL_ERRNO = 30001")),
        new("SqlState and IsTransient of an error", async s =>
        {
            var connection = await s.Open();
            var error = (DbException?)await Stage.Error(() => s.Scalar(connection, "SELECT * FROM nowhere"));
            return new object?[] { error?.SqlState, error?.IsTransient, error?.ErrorCode, error?.Message, error?.BatchCommand };
        }),
        new("the connection after an error", async s =>
        {
            var connection = await s.Open();
            await Stage.Error(() => s.Scalar(connection, "SELECT * FROM nowhere"));
            return await s.Scalar(connection, "SELECT 1");
        }),
        new("an error in the second statement", async s =>
            await s.NonQuery(await s.Open(), "INSERT INTO notes (v) VALUES (3); INSERT INTO nowhere VALUES (1)")),
        new("a command run twice", async s =>
        {
            var command = s.Command(await s.Open(), "UPDATE notes SET v = v + 1");
            return new[] { await s.NonQuery(command), await s.NonQuery(command) };
        }),
        new("a command on two connections", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 5");
            var first = await s.Scalar(command);
            command.Connection = await s.Open();
            return new[] { first, await s.Scalar(command) };
        }),
        new("a command of the factory", async s =>
        {
            var command = s.Command(null, "SELECT 5");
            command.Connection = await s.Open();
            return await s.Scalar(command);
        }),
        new("without a connection", s => s.Scalar(s.Command(null, "SELECT 1"))),
        new ConformanceAction("on a closed connection", s => s.Scalar(s.New(), "SELECT 1"))
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a NullReferenceException"),
        new("on a connection closed since", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT 1");
            await s.Close(connection);
            return await s.Scalar(command);
        }),
        new("on a connection opened again", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT 1");
            await s.Scalar(command);
            await s.Close(connection);
            await s.Open(connection);
            return await s.Scalar(command);
        }),
        new ConformanceAction("on a connection disposed of", async s =>
        {
            var connection = await s.Open();
            var command = s.Command(connection, "SELECT 1");
            await s.Dispose(connection);
            return await s.Scalar(command);
        })
        .DiffersOnMySqlData("an ObjectDisposedException, as with MySqlConnector"),
        new("without a text", async s => await s.Scalar((await s.Open()).CreateCommand())),
        new("with an empty text", async s => await s.Scalar(await s.Open(), "")),
        new("a command disposed of", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            await s.Both(() => command.DisposeAsync().AsTask(), command.Dispose);
            return await s.Scalar(command);
        }),
        new("Dispose of a command raises Disposed", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            var raised = 0;
            command.Disposed += (_, _) => raised++;
            await s.Both(() => command.DisposeAsync().AsTask(), command.Dispose);
            return raised > 0;
        }),
        new("a second command beside an open reader", async s =>
        {
            var connection = await s.Open();
            await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            return await s.Scalar(connection, "SELECT 1");
        }),
        new("a write beside an open reader", async s =>
        {
            var connection = await s.Open();
            await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            return await s.NonQuery(connection, "DELETE FROM notes");
        }),
        new("a token that is cancelled", async s =>
        {
            var command = s.Command(await s.Open(), "SELECT 1");
            return await command.ExecuteScalarAsync(new CancellationToken(canceled: true));
        }),
        new("a write with a token that is cancelled", async s =>
        {
            var command = s.Command(await s.Open(), "DELETE FROM notes");
            return await command.ExecuteNonQueryAsync(new CancellationToken(canceled: true));
        }),
        new("a text of 100 kB", async s => await s.Scalar(await s.Open(), $"SELECT LENGTH('{new string('x', 100_000)}')")),
        new("a text with quotes, escapes and comments", async s =>
            await s.Scalar(await s.Open(), "SELECT /* ' */ CONCAT('it''s', \"a \\\" \", '\\'' -- \n , ';')")),
        new("UNION, WITH, VALUES, subqueries", async s => await s.Rows(await s.Reader(
            await s.Open(), "WITH c AS (SELECT 1 AS n UNION SELECT 2) SELECT n, (SELECT MAX(n) FROM c) FROM c ORDER BY n"))),
        new("GET_LOCK, RELEASE_LOCK", async s =>
        {
            var connection = await s.Open();
            return new[]
            {
                await s.Scalar(connection, "SELECT GET_LOCK('conformance', 1)"),
                await s.Scalar(connection, "SELECT RELEASE_LOCK('conformance')"),
            };
        }),
        new("SELECT ... FOR UPDATE", async s => await s.Scalar(await s.Open(), "SELECT v FROM notes WHERE id = 2 FOR UPDATE")),
        new("SELECT ... INTO @variable", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "SELECT v INTO @v FROM notes WHERE id = 2");
            return await s.Scalar(connection, "SELECT @v");
        }),
    ];
}
