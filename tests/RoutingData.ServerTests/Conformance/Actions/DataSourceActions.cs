using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbDataSource.</summary>
internal static class DataSourceActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        With("CreateConnection", (s, source) => Task.FromResult<object?>(s.Watched(source.CreateConnection()).State)),
        With("OpenConnection", async (s, source) => await s.Scalar(await Open(s, source), "SELECT 1")),
        With("CreateConnection, Open, Close", async (s, source) =>
        {
            var connection = s.Watched(source.CreateConnection());
            await s.Open(connection);
            await s.Close(connection);
            return null;
        }),
        With("CreateCommand, ExecuteScalar", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELECT 7");
            return await s.Scalar(command);
        }),
        With("CreateCommand, ExecuteNonQuery", async (s, source) =>
        {
            await using var command = source.CreateCommand("INSERT INTO notes (v) VALUES (3)");
            return await s.NonQuery(command);
        }),
        With("CreateCommand, ExecuteReader", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELECT 7 UNION SELECT 8");
            return await s.Rows(await s.Reader(command));
        }),
        With("CreateCommand with a parameter", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELECT @a");
            Stage.Add(command, "@a", 4);
            return await s.Scalar(command);
        }),
        With("CreateCommand, a syntax error", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELEC 7");
            return await Stage.Error(() => s.Reader(command));
        }),
        With("CreateCommand, run twice", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELECT 7");
            return new[] { await s.Scalar(command), await s.Scalar(command) };
        }),
        With("CreateCommand, Prepare", async (s, source) =>
        {
            await using var command = source.CreateCommand("SELECT 7");
            return await Stage.Error(() => s.Prepare(command));
        }),
        With("CreateBatch", async (s, source) =>
        {
            await using var batch = source.CreateBatch();
            foreach (var text in new[] { "INSERT INTO notes (v) VALUES (3)", "SELECT 7" })
            {
                var command = batch.CreateBatchCommand();
                command.CommandText = text;
                batch.BatchCommands.Add(command);
            }

            return await s.Both(() => batch.ExecuteScalarAsync(Token), batch.ExecuteScalar);
        }),
        With("Dispose twice", async (s, source) =>
        {
            await Dispose(s, source);
            await Dispose(s, source);
            return null;
        }),
        With("OpenConnection after Dispose", async (s, source) =>
        {
            await Dispose(s, source);
            return await Stage.Error(() => Open(s, source));
        })
        .DiffersOnMySqlData("an ObjectDisposedException; disposing of MySql.Data's data source does nothing"),
        With("a connection used after Dispose of its source", async (s, source) =>
        {
            var connection = await Open(s, source);
            await s.Scalar(connection, "SELECT 1");
            await Dispose(s, source);
            return await s.Scalar(connection, "SELECT 2");
        }),
        With("the connection string of its connection set", (s, source) =>
        {
            var connection = s.Watched(source.CreateConnection());
            return Stage.Error(() => connection.ConnectionString = s.ConnectionString);
        }),
        With("ConnectionString has the password", (_, source) =>
            Task.FromResult<object?>(source.ConnectionString.Contains("password=app", StringComparison.OrdinalIgnoreCase)))
            .Differs("no secrets, unless the connection string says Persist Security Info=true"),
        new ConformanceAction("a connection string that is null", s => s.Factory.CreateDataSource(null!))
        .DiffersOnMySqlData("an ArgumentNullException, as with MySqlConnector"),
        new ConformanceAction("a connection string with an unknown keyword", s => s.Factory.CreateDataSource("No Such Keyword=1"))
        .DiffersOnMySqlData("an ArgumentException, as with MySqlConnector"),
        With("OpenConnectionAsync with a token that is cancelled", async (_, source) =>
            await Stage.Error(async () => await source.OpenConnectionAsync(new CancellationToken(canceled: true)))),
    ];

    private static ConformanceAction With(string name, Func<Stage, DbDataSource, Task<object?>> run) => new(name, async s =>
    {
        await using var source = s.Factory.CreateDataSource(s.ConnectionString);
        return await run(s, source);
    });

    private static async Task<DbConnection> Open(Stage s, DbDataSource source) =>
        s.Watched(await s.Both(() => source.OpenConnectionAsync(Token).AsTask(), source.OpenConnection));

    private static Task Dispose(Stage s, DbDataSource source) => s.Both(() => source.DisposeAsync().AsTask(), source.Dispose);
}
