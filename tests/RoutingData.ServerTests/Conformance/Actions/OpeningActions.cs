using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Open, Close, Dispose and what they tell.</summary>
internal static class OpeningActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("a new connection is closed", s => s.New().State),
        new("Open", async s => (await s.Open()).State),
        new("Open, Close", async s =>
        {
            await s.Close(await s.Open());
            return null;
        }),
        new("Open twice", async s => await s.Open(await s.Open())),
        new("Open, Close, Open", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            await s.Open(connection);
            return await s.Scalar(connection, "SELECT 1");
        }),
        new("Close before Open", s => s.Close(s.New())),
        new("Close twice", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            await s.Close(connection);
        }),
        new("Dispose before Open", s => s.Dispose(s.New())),
        new("Dispose", async s => await s.Dispose(await s.Open())),
        new("Dispose twice", async s =>
        {
            var connection = await s.Open();
            await s.Dispose(connection);
            await s.Dispose(connection);
        }),
        new("Dispose, twice, raises Disposed", async s => await RaisedBy(await s.Open(), connection =>
        {
            connection.Dispose();
            connection.Dispose();
            return ValueTask.CompletedTask;
        })),
        new ConformanceAction("DisposeAsync, twice, raises Disposed", async s => await RaisedBy(await s.Open(), async connection =>
        {
            await connection.DisposeAsync();
            await connection.DisposeAsync();
        })).DiffersOnMySqlData("Disposed is raised, as by Dispose"),
        new("Close, Dispose", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            await s.Dispose(connection);
        }),
        new("Dispose, Close", async s =>
        {
            var connection = await s.Open();
            await s.Dispose(connection);
            await s.Close(connection);
        }),
        new("Dispose, DisposeAsync", async s =>
        {
            var connection = await s.Open();
            connection.Dispose();
            await connection.DisposeAsync();
            return connection.State;
        }),
        new ConformanceAction("Dispose, Open", async s =>
        {
            var connection = await s.Open();
            await s.Dispose(connection);
            return Name(await Stage.Error(() => s.Open(connection)));
        })
        .DiffersOnMySqlData("an ObjectDisposedException, as with MySqlConnector; MySql.Data opens again when it was DisposeAsync"),
        new ConformanceAction("Open without a connection string", s => s.Open(s.Watched(s.Factory.CreateConnection()!)))
            .Differs("ADO.NET asks for an InvalidOperationException; the driver looks for a server on localhost"),
        new ConformanceAction("Open with an unknown keyword", s => s.Open(";No Such Keyword=1"))
            .DiffersOnMySqlConnector("the connection stays Closed; MySqlConnector leaves it Connecting")
        .DiffersOnMySqlData("the connection string is looked at by Open, as with MySqlConnector"),
        new ConformanceAction("Open with a number that is none", s => s.Open(";Connection Timeout=soon"))
            .DiffersOnMySqlConnector("the connection stays Closed; MySqlConnector leaves it Connecting")
        .DiffersOnMySqlData("the connection string is looked at by Open, as with MySqlConnector"),
        new("Open with a wrong password", s => s.Open(";Password=wrong")),
        new("Open with an unknown database", s => s.Open(";Database=nowhere")),
        new ConformanceAction("OpenAsync with a token that is cancelled", s => s.New().OpenAsync(new CancellationToken(canceled: true)))
        .DiffersOnMySqlData("nothing has begun, as with MySqlConnector"),
        new ConformanceAction("Open, change the connection string", async s => (await s.Open()).ConnectionString = "Server=elsewhere")
        .DiffersOnMySqlData("an InvalidOperationException, as with MySqlConnector"),
        new("Close with a reader open", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            await s.Read(reader);
            await s.Close(connection);
            return reader.IsClosed;
        }),
        new("Dispose with a reader open", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            await s.Dispose(connection);
            return reader.IsClosed;
        }),
        new("Close with a transaction open", async s =>
        {
            var connection = await s.Open();
            var transaction = await s.Begin(connection);
            await s.NonQuery(connection, "INSERT INTO notes (v) VALUES (9)", transaction);
            await s.Close(connection);
        }),
        new("an open connection in a handler of StateChange", async s =>
        {
            var connection = s.New();
            var seen = new List<object?>();
            connection.StateChange += (_, _) => seen.Add(connection.State);
            await s.Open(connection);
            await s.Close(connection);
            return seen;
        }),
        new ConformanceAction("the former states in StateChange", async s =>
        {
            var connection = s.New();
            var former = new List<object?>();
            connection.StateChange += (_, change) => former.Add(change.OriginalState);
            await s.Open(connection);
            await s.Close(connection);
            return former;
        }).DiffersOnMySqlData("Closed, Connecting, Open; MySql.Data says Closed, Open, Open"),
        new("the sender of StateChange", async s =>
        {
            var connection = s.New();
            object? sender = null;
            connection.StateChange += (who, _) => sender = who;
            await s.Open(connection);
            return ReferenceEquals(sender, connection);
        }),
        new("ten connections at a time", async s =>
        {
            var sum = 0L;
            for (var i = 0; i < 10; i++) sum += Convert.ToInt64(await s.Scalar(await s.Open(), $"SELECT {i}"), null);
            return sum;
        }),
    ];

    private static async Task<int> RaisedBy(DbConnection connection, Func<DbConnection, ValueTask> dispose)
    {
        var raised = 0;
        connection.Disposed += (_, _) => raised++;
        await dispose(connection);
        return raised;
    }

    private static string? Name(object? error) => error?.GetType().Name;
}
