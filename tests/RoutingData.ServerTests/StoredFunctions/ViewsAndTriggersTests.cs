using System.Globalization;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.StoredFunctions;

/// <summary>Views that do more than read, and triggers that leave something in the session: learned from real servers.</summary>
public sealed class ViewsAndTriggersTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "S11")]
    public async Task A_view_that_was_there_does_what_its_query_does(bool async)
    {
        var name = async ? "a" : "s";
        await DefineAsync(
            $"CREATE FUNCTION keeps_{name}() RETURNS INT DETERMINISTIC BEGIN DO GET_LOCK('function', 0); RETURN 1; END",
            $"CREATE FUNCTION only_reads_{name}() RETURNS INT READS SQL DATA RETURN (SELECT MAX(v) FROM keyed)",
            $"CREATE VIEW locks_{name} AS SELECT GET_LOCK('view_{name}', 0) AS l",
            $"CREATE VIEW over_{name} AS SELECT l FROM locks_{name} UNION SELECT v FROM keyed",
            $"CREATE VIEW id_{name} AS SELECT LAST_INSERT_ID() AS id",
            $"CREATE VIEW calls_{name} AS SELECT keeps_{name}() AS k",
            $"CREATE VIEW highest_{name} AS SELECT MAX(v) AS v FROM keyed");
        var source = cluster.NewSource();
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);

        Assert.Equal(RouteTarget.Reader, connection.Explain($"SELECT v FROM highest_{name}").Target);
        Assert.Equal(RouteTarget.Writer, connection.Explain($"SELECT k FROM testdb.calls_{name}").Target);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (5)");
        var expected = await connection.ScalarAsync(async, "SELECT LAST_INSERT_ID()");
        Assert.Equal(expected, await connection.ScalarAsync(async, $"SELECT id FROM id_{name}"));
        Assert.Equal(1L, Convert.ToInt64(await connection.ScalarAsync(async, $"SELECT l FROM `over_{name}` ORDER BY l LIMIT 1"), CultureInfo.InvariantCulture));

        Assert.True(Holds(connection));
        Assert.Equal(1, await cluster.Servers.NumberAsync("db001", $"SELECT IS_USED_LOCK('view_{name}') IS NOT NULL"));
        Assert.Equal(0, await cluster.Servers.NumberAsync("db002", $"SELECT IS_USED_LOCK('view_{name}') IS NOT NULL"));
        Assert.Equal(0, await cluster.Servers.NumberAsync("db003", $"SELECT IS_USED_LOCK('view_{name}') IS NOT NULL"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "S7")]
    public async Task What_a_trigger_sets_holds_for_what_comes_after(bool async)
    {
        var name = async ? "a" : "s";
        await DefineAsync(
            $"CREATE TABLE shortens_{name} (v INT)", $"CREATE TABLE quiet_{name} (v INT)",
            $"CREATE TRIGGER shorten_{name} AFTER INSERT ON shortens_{name} FOR EACH ROW SET SESSION group_concat_max_len = 4",
            $"CREATE TRIGGER be_quiet_{name} BEFORE INSERT ON quiet_{name} FOR EACH ROW BEGIN IF NEW.v < 0 THEN SET NEW.v = 0; END IF; END");
        var source = cluster.NewSource();
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);

        await connection.ExecuteAsync(async, $"INSERT INTO quiet_{name} VALUES (-1)");
        Assert.False(Holds(connection));
        await connection.ExecuteAsync(async, $"INSERT INTO shortens_{name} VALUES (1)");

        Assert.True(Holds(connection));
        Assert.Equal("aaaa", await connection.ScalarAsync(async, "SELECT GROUP_CONCAT(x) FROM (SELECT 'aaaaaaaa' AS x) t"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "S11")]
    [Trait("Fault", "S7")]
    public async Task What_is_defined_through_the_router_is_known_to_all_sessions_at_once(bool async)
    {
        var name = async ? "a" : "s";
        var source = cluster.NewSource();
        await using var other = source.CreateConnection();
        await other.OpenAsync(async);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.Equal(RouteTarget.Reader, other.Explain($"SELECT l FROM made_{name}").Target);

        await connection.ExecuteAsync(async, $"CREATE VIEW made_{name} AS SELECT GET_LOCK('made_{name}', 0) AS l");
        Assert.Equal(RouteTarget.Writer, other.Explain($"SELECT l FROM made_{name}").Target);
        await connection.ExecuteAsync(async, $"CREATE TABLE watched_{name} (v INT); CREATE TRIGGER watch_{name} BEFORE INSERT ON watched_{name} FOR EACH ROW SET @v = NEW.v");
        Assert.True(other.Explain($"INSERT INTO testdb.watched_{name} VALUES (1)").Pins);

        // The servers are asked after it, which finds what others did, and that it is a plain view now.
        await cluster.Servers.ExecuteAsync("db001", $"CREATE OR REPLACE VIEW testdb.made_{name} AS SELECT 1 AS l", Token);
        await connection.ExecuteAsync(async, $"DROP TRIGGER watch_{name}");
        await FailoverSteps.UntilAsync(
            () => Task.FromResult(other.Explain($"SELECT l FROM made_{name}").Target == RouteTarget.Reader &&
                !other.Explain($"INSERT INTO watched_{name} VALUES (1)").Pins),
            "the router knows what the servers know");
    }

    [Fact]
    [Trait("Fault", "S11")]
    public async Task A_view_whose_text_is_hidden_is_a_plain_read_and_that_is_said_once()
    {
        await DefineAsync(
            "CREATE VIEW hidden AS SELECT GET_LOCK('hidden', 0) AS l", "CREATE USER IF NOT EXISTS looks IDENTIFIED BY 'looks'",
            "GRANT SELECT, INSERT ON testdb.* TO looks");
        using var log = new CapturedLog();
        var options = cluster.Options();
        options.ConnectionString += ";User ID=looks;Password=looks;Pooling=true";
        await using var source = new RoutingDbDataSourceBuilder(options).UseLoggerFactory(log).Build();
        for (var i = 0; i < 2; i++)
        {
            await using var connection = source.CreateConnection();
            await connection.OpenAsync(Token);
            Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT l FROM hidden").Target);
        }

        Assert.Single(log.Lines, line => line.Id == 135);
        Assert.DoesNotContain(log.Lines, line => line.Id is 133 or 134);
    }

    [Fact]
    [Trait("Fault", "S11")]
    public async Task Who_does_not_want_it_is_not_asked_for()
    {
        await DefineAsync("CREATE VIEW unasked AS SELECT GET_LOCK('unasked', 0) AS l");
        var source = cluster.NewSource(options => options.LearnViewsAndTriggers = false);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(async: true, "CREATE OR REPLACE VIEW unasked AS SELECT GET_LOCK('unasked', 0) AS l");

        Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT l FROM unasked").Target);
    }

    private static bool Holds(RoutingDbConnection connection) => connection.Explain("SELECT 1").Target == RouteTarget.Session;

    private async Task DefineAsync(params string[] statements)
    {
        foreach (var statement in statements) await cluster.Servers.ExecuteAsync("db001", $"USE testdb; {statement}", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
    }
}
