using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>What a connection says of itself.</summary>
internal static class ConnectionPropertyActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("ConnectionString of a new connection", s => s.Factory.CreateConnection()!.ConnectionString),
        new("ConnectionString set to null", s =>
        {
            var connection = s.New();
            connection.ConnectionString = null;
            return connection.ConnectionString;
        }),
        new ConformanceAction("ConnectionString before Open is the text that was set", s => s.New().ConnectionString == s.ConnectionString)
        .DiffersOnMySqlData("the text is kept as it was written"),
        new("ConnectionString before Open has the password", s => HasPassword(s.New())),
        new("ConnectionString after Open has no password", async s => HasPassword(await s.Open())),
        new("ConnectionString after Close has no password", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            return HasPassword(connection);
        }),
        new("ConnectionString after Open with Persist Security Info", async s => HasPassword(await s.Open(";Persist Security Info=true"))),
        new("Database before Open", s => s.New().Database),
        new("Database of a new connection", s => s.Factory.CreateConnection()!.Database),
        new("Database after Open", async s => (await s.Open()).Database),
        new("Database after Close", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            return connection.Database;
        }),
        new("ChangeDatabase", async s =>
        {
            var connection = await s.Open();
            await Change(s, connection, "otherdb");
            return new[] { connection.Database, await s.Scalar(connection, "SELECT DATABASE()") };
        }),
        new("ChangeDatabase, Close, Open", async s =>
        {
            var connection = await s.Open();
            await Change(s, connection, "otherdb");
            await s.Close(connection);
            await s.Open(connection);
            return new[] { connection.Database, await s.Scalar(connection, "SELECT DATABASE()") };
        }),
        new("ChangeDatabase to one that does not exist", async s => await Change(s, await s.Open(), "nowhere")),
        new("ChangeDatabase to nothing", async s => await Change(s, await s.Open(), "")),
        new("ChangeDatabase to null", async s => await Change(s, await s.Open(), null!)),
        new("ChangeDatabase on a closed connection", s => Change(s, s.New(), "otherdb")),
        new("Database after USE", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, "USE otherdb");
            return new[] { connection.Database, await s.Scalar(connection, "SELECT DATABASE()") };
        }),
        new("DataSource of a new connection", s => s.Factory.CreateConnection()!.DataSource),
        new ConformanceAction("DataSource before Open", s => s.New().DataSource)
            .Differs("the list of all servers"),
        new ConformanceAction("DataSource after Open", async s => (await s.Open()).DataSource)
            .Differs("the list of all servers"),
        new ConformanceAction("ServerVersion before Open", s => s.New().ServerVersion)
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a NullReferenceException"),
        new("ServerVersion after Open", async s => Told(await s.Open())),
        new ConformanceAction("ServerVersion after Close", async s =>
        {
            var connection = await s.Open();
            await s.Close(connection);
            return connection.ServerVersion;
        })
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a NullReferenceException"),
        new("ConnectionTimeout by default", s => s.New().ConnectionTimeout),
        new("ConnectionTimeout of a new connection", s => s.Factory.CreateConnection()!.ConnectionTimeout),
        new("ConnectionTimeout as the connection string says", s => s.New(";Connection Timeout=7").ConnectionTimeout),
        new("ConnectionTimeout after Open", async s => (await s.Open(";Connection Timeout=7")).ConnectionTimeout),
        new("CanCreateBatch", s => s.New().CanCreateBatch),
        new("Site", s => s.New().Site),
        new("the provider factory of a connection", s => ReferenceEquals(DbProviderFactories.GetFactory(s.New()), s.Factory)),
        new ConformanceAction("Clone of a closed connection", s =>
            ((DbConnection)((ICloneable)s.New()).Clone()).ConnectionString == s.ConnectionString)
        .DiffersOnMySqlData("the text is kept as it was written"),
        new("Clone of an open connection opens", async s =>
        {
            var clone = s.Watched((DbConnection)((ICloneable)await s.Open()).Clone());
            await s.Open(clone);
            return await s.Scalar(clone, "SELECT 1");
        }),
    ];

    // MariaDB greets as 5.5.5 for the sake of old replicas, and some drivers repeat it.
    private static string Told(DbConnection connection) => connection.ServerVersion.Replace("5.5.5-", "", StringComparison.Ordinal);

    private static Task Change(Stage s, DbConnection connection, string name) =>
        s.Both(() => connection.ChangeDatabaseAsync(name, TestContext.Current.CancellationToken), () => connection.ChangeDatabase(name));

    private static bool HasPassword(DbConnection connection) =>
        connection.ConnectionString.Contains("password=app", StringComparison.OrdinalIgnoreCase);
}
