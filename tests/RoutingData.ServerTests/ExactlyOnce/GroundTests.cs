using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>Ground on which no marker can be left: it is told, and writes behave as ever.</summary>
public sealed class GroundTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string Insert = "INSERT INTO numbered (v) VALUES (1)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Defects => new()
    {
        { "testdb.nowhere", "it does not exist" },
        { "nodb.nowhere", "may not SELECT, INSERT and DELETE" },
        { "testdb.keyed", "its definition is another one" },
        { "testdb.without_transactions", "its engine has no transactions" },
        { "testdb.without_key", "its definition is another one" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    [Trait("Requirement", "D08")]
    public async Task A_table_that_could_not_keep_its_promise_is_refused_and_said_to_be(string table, string says)
    {
        await using var source = SourceWith(table);
        await using var connection = await source.OpenConnectionAsync(Token);
        await SpoilAsync(source, table);

        Assert.Equal(1, await connection.ExecuteAsync(async: true, Insert));
        Assert.Contains(says, connection.Explain(Insert).Reason, StringComparison.Ordinal);
        // ROW_COUNT() speaks of the statement itself: it went without a marker.
        Assert.Equal(1L, Convert.ToInt64(await TwoAsync(connection), null));
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task The_table_that_is_made_is_good_ground_and_left_as_it_was()
    {
        await using var source = SourceWith("testdb.good_marker");
        await source.CreateMarkerTableAsync(Token);
        source.CreateMarkerTable();
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, Insert);

        Assert.EndsWith("exactly once, with a marker in testdb.good_marker", connection.Explain(Insert).Reason, StringComparison.Ordinal);
        Assert.Equal(1, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.good_marker"));
        Assert.Equal(1, await cluster.Servers.NumberAsync("db001", "SELECT affected FROM testdb.good_marker"));
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task A_write_that_reaches_a_table_without_transactions_goes_without_a_marker()
    {
        await using var source = SourceWith("testdb.routingdata_marker");
        await source.CreateMarkerTableAsync(Token);
        foreach (var statement in (string[])
            [
                "CREATE TABLE IF NOT EXISTS testdb.audit (v INT) ENGINE=MyISAM",
                "CREATE TABLE IF NOT EXISTS testdb.audited (v INT)",
                "DROP TRIGGER IF EXISTS testdb.audits",
                "CREATE TRIGGER testdb.audits BEFORE INSERT ON testdb.audited FOR EACH ROW INSERT INTO testdb.audit VALUES (NEW.v)",
            ])
        {
            await cluster.Servers.ExecuteAsync("db001", statement, Token);
        }

        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, Insert);
        var before = await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.routingdata_marker");
        // MySQL with GTIDs lets no statement write to both kinds of tables.
        string[] tables = cluster.Servers.Flavor == ServerFlavor.MariaDb ? ["audit", "audited"] : ["audit"];
        foreach (var table in tables)
        {
            var text = $"INSERT INTO {table} VALUES (1)";
            Assert.Equal(1, await connection.ExecuteAsync(async: true, text));
            // A trigger that the application's user may not see is one that it cannot know of.
            Assert.Contains("no transactions", connection.Explain(text).Reason, StringComparison.Ordinal);
        }

        Assert.Equal(before, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.routingdata_marker"));
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task A_table_without_transactions_that_keeps_its_history_is_one_too()
    {
        if (cluster.Servers.Flavor != ServerFlavor.MariaDb) Assert.Skip("MySQL has no versioned tables.");
        await cluster.Servers.ExecuteAsync("db001", "CREATE TABLE testdb.kept (v INT) ENGINE=Aria WITH SYSTEM VERSIONING", Token);
        await using var source = SourceWith("testdb.routingdata_marker");
        await source.CreateMarkerTableAsync(Token);
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, Insert);

        Assert.Contains("no transactions", connection.Explain("INSERT INTO kept VALUES (1)").Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "D07")]
    public async Task A_transaction_says_why_its_commit_goes_without_a_marker()
    {
        await using var source = SourceWith("testdb.nowhere");
        await using var connection = await source.OpenConnectionAsync(Token);
        await using (await connection.BeginTransactionAsync(Token))
            Assert.EndsWith("exactly once is not possible: of the table of markers, it does not exist", connection.Explain(Insert).Reason, StringComparison.Ordinal);

        await using var good = SourceWith("testdb.routingdata_marker");
        await good.CreateMarkerTableAsync(Token);
        await using var tied = await good.OpenConnectionAsync(Token);
        await tied.ExecuteAsync(async: true, "SET @tied = 1");
        await using (await tied.BeginTransactionAsync(Token))
            Assert.Contains("exactly once is not possible: the session was tied", tied.Explain(Insert).Reason, StringComparison.Ordinal);
    }

    private static async Task<object?> TwoAsync(RoutingDbConnection connection)
    {
        await connection.ExecuteAsync(async: true, Insert);
        return await connection.ScalarAsync(async: true, "SELECT ROW_COUNT()");
    }

    private async Task SpoilAsync(RoutingDbDataSource source, string table)
    {
        var definition = table switch
        {
            "testdb.without_transactions" =>
                $"CREATE TABLE IF NOT EXISTS {table} (id CHAR(36) NOT NULL PRIMARY KEY, affected BIGINT, last_id BIGINT UNSIGNED, " +
                "at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, KEY at (at)) ENGINE=MyISAM",
            "testdb.without_key" =>
                $"CREATE TABLE IF NOT EXISTS {table} (id CHAR(36) NOT NULL, affected BIGINT, last_id BIGINT UNSIGNED, " +
                "at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, KEY at (at)) ENGINE=InnoDB",
            _ => null,
        };
        if (definition is not null) await cluster.Servers.ExecuteAsync("db001", definition, Token);
        Assert.NotNull(source.Monitor.Current.WriterOf(10));
    }

    private RoutingDbDataSource SourceWith(string table) => cluster.NewSource(options =>
    {
        options.Failover.UnknownOutcome = UnknownOutcome.Resolve;
        options.Failover.MarkerTable = table;
    });
}
