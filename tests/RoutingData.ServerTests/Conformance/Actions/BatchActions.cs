using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbBatch, where the driver has it.</summary>
internal static class BatchActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("CreateBatch", s => s.New().CreateBatch().BatchCommands.Count),
        new("two reads", async s => await Rows(s, await Batch(s, "SELECT 1", "SELECT 2, 'b'"))),
        new("a write and a read", async s => await Rows(
            s, await Batch(s, "INSERT INTO notes (v) VALUES (3)", "SELECT COUNT(*) FROM notes"))),
        new("two writes", async s => await NonQuery(s, await Batch(s, "INSERT INTO notes (v) VALUES (3)", "UPDATE notes SET v = v + 1"))),
        new("ExecuteScalar", async s => await Scalar(s, await Batch(s, "SELECT 5", "SELECT 6"))),
        new("ExecuteScalar of INSERT and LAST_INSERT_ID", async s =>
            await Scalar(s, await Batch(s, "INSERT INTO notes (v) VALUES (3)", "SELECT LAST_INSERT_ID()"))),
        new("ExecuteNonQuery of reads", async s => await NonQuery(s, await Batch(s, "SELECT 5", "SELECT 6"))),
        new("RecordsAffected of each command", async s =>
        {
            var batch = await Batch(s, "INSERT INTO notes (v) VALUES (3), (4)", "SELECT 1", "DELETE FROM notes WHERE v = 4");
            await NonQuery(s, batch);
            return batch.BatchCommands.Select(command => command.RecordsAffected);
        }),
        new("parameters of each command", async s =>
        {
            var batch = await Batch(s, "INSERT INTO notes (v) VALUES (@a)", "SELECT @a");
            Add(batch.BatchCommands[0], "@a", 8);
            Add(batch.BatchCommands[1], "@a", "other");
            return await Scalar(s, batch);
        }),
        new("a stored procedure among them", async s =>
        {
            var batch = await Batch(s, "SELECT 1", "doubles");
            batch.BatchCommands[1].CommandType = CommandType.StoredProcedure;
            Add(batch.BatchCommands[1], "@n", 4);
            Add(batch.BatchCommands[1], "@twice", null).Direction = ParameterDirection.Output;
            Add(batch.BatchCommands[1], "@more", 1).Direction = ParameterDirection.InputOutput;
            return await Rows(s, batch);
        }),
        new("an error in the second", async s =>
        {
            var batch = await Batch(s, "INSERT INTO notes (v) VALUES (3)", "SELECT * FROM nowhere");
            var error = await Stage.Error(() => NonQuery(s, batch));
            return new[] { error, ReferenceEquals((error as DbException)?.BatchCommand, batch.BatchCommands[1]) };
        }),
        new("an error in the only one", async s => await Scalar(s, await Batch(s, "SELECT * FROM nowhere"))),
        new("without commands", async s => await NonQuery(s, await Batch(s))),
        new("without a connection", async s =>
        {
            var batch = s.Factory.CreateBatch();
            batch.BatchCommands.Add(Command(batch, "SELECT 1"));
            return await Scalar(s, batch);
        }),
        new("on a closed connection", async s =>
        {
            var batch = s.New().CreateBatch();
            batch.BatchCommands.Add(Command(batch, "SELECT 1"));
            return await Scalar(s, batch);
        }),
        new("of the factory, with its commands", async s =>
        {
            var batch = s.Factory.CreateBatch();
            batch.Connection = await s.Open();
            var command = s.Factory.CreateBatchCommand();
            command.CommandText = "SELECT 6";
            batch.BatchCommands.Add(command);
            return await Scalar(s, batch);
        }),
        new("in a transaction", async s =>
        {
            var connection = await s.Open();
            var batch = Batch(connection, "INSERT INTO notes (v) VALUES (3)", "SELECT COUNT(*) FROM notes");
            batch.Transaction = await s.Begin(connection);
            var count = await Scalar(s, batch);
            await s.Rollback(batch.Transaction);
            return count;
        }),
        new("in a transaction, without Transaction", async s =>
        {
            var connection = await s.Open();
            await s.Begin(connection);
            return await Scalar(s, Batch(connection, "SELECT 1", "SELECT 2"));
        }),
        new("with a transaction that has ended", async s =>
        {
            var connection = await s.Open();
            var batch = Batch(connection, "SELECT 1", "SELECT 2");
            batch.Transaction = await s.Begin(connection);
            await s.Commit(batch.Transaction);
            return await Scalar(s, batch);
        }),
        new("Prepare, twice run", async s =>
        {
            var batch = await Batch(s, "SELECT @a", "SELECT @a + 1");
            foreach (var command in batch.BatchCommands) Add(command, "@a", 1);
            await s.Both(() => batch.PrepareAsync(Token), batch.Prepare);
            return new[] { await Rows(s, batch), await Rows(s, batch) };
        }),
        new("CloseConnection", async s =>
        {
            var reader = await Reader(s, await Batch(s, "SELECT 1", "SELECT 2"), CommandBehavior.CloseConnection);
            await s.Close(reader);
        }),
        new("a second batch beside an open reader", async s =>
        {
            var connection = await s.Open();
            await Reader(s, Batch(connection, "SELECT 1", "SELECT 2"));
            return await Scalar(s, Batch(connection, "SELECT 3"));
        }),
        new("Timeout by default", s => s.New().CreateBatch().Timeout),
        new("Timeout set", s =>
        {
            var batch = s.New().CreateBatch();
            batch.Timeout = 7;
            return batch.Timeout;
        }),
        new("Connection of a batch", s =>
        {
            var connection = s.New();
            return ReferenceEquals(connection, connection.CreateBatch().Connection);
        }),
        new("defaults of a batch command", s =>
        {
            var command = s.New().CreateBatch().CreateBatchCommand();
            return new object?[]
            {
                command.GetType(), command.CommandText, command.CommandType, command.RecordsAffected, command.CanCreateParameter,
                command.Parameters.Count,
            };
        }),
        new("commands inserted, removed, counted", s =>
        {
            var batch = s.New().CreateBatch();
            var command = Command(batch, "SELECT 1");
            batch.BatchCommands.Add(command);
            batch.BatchCommands.Insert(0, Command(batch, "SELECT 2"));
            batch.BatchCommands.RemoveAt(0);
            return new object?[] { batch.BatchCommands.Count, batch.BatchCommands.IndexOf(command), batch.BatchCommands.IsReadOnly };
        }),
        new("Cancel before execution", async s =>
        {
            var batch = await Batch(s, "SELECT 1");
            batch.Cancel();
            return await Scalar(s, batch);
        }),
        new("Dispose twice", async s =>
        {
            var batch = await Batch(s, "SELECT 1");
            await s.Both(() => batch.DisposeAsync().AsTask(), batch.Dispose);
            await s.Both(() => batch.DisposeAsync().AsTask(), batch.Dispose);
        }),
        new("run after Dispose", async s =>
        {
            var batch = await Batch(s, "SELECT 1");
            await s.Both(() => batch.DisposeAsync().AsTask(), batch.Dispose);
            await Scalar(s, batch);
        }),
        new("a token that is cancelled", async s =>
            await (await Batch(s, "DELETE FROM notes")).ExecuteNonQueryAsync(new CancellationToken(canceled: true))),
        new("a variable of the session in the second command", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "SET @v = 5");
            return await Rows(s, Batch(connection, "SELECT 1", "SELECT @v"));
        }),
    ];

    private static async Task<DbBatch> Batch(Stage s, params string[] texts) => Batch(await s.Open(), texts);

    private static DbBatch Batch(DbConnection connection, params string[] texts)
    {
        var batch = connection.CreateBatch();
        foreach (var text in texts) batch.BatchCommands.Add(Command(batch, text));
        return batch;
    }

    private static DbBatchCommand Command(DbBatch batch, string text)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = text;
        return command;
    }

    private static DbParameter Add(DbBatchCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static Task<int> NonQuery(Stage s, DbBatch batch) => s.Both(() => batch.ExecuteNonQueryAsync(Token), batch.ExecuteNonQuery);

    private static Task<object?> Scalar(Stage s, DbBatch batch) => s.Both(() => batch.ExecuteScalarAsync(Token), batch.ExecuteScalar);

    private static Task<DbDataReader> Reader(Stage s, DbBatch batch, CommandBehavior behavior = CommandBehavior.Default) =>
        s.Both(() => batch.ExecuteReaderAsync(behavior, Token), () => batch.ExecuteReader(behavior));

    private static async Task<object?> Rows(Stage s, DbBatch batch) => await s.Rows(await Reader(s, batch));
}
