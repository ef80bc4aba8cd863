using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Routing;

/// <summary>Query rules on real servers: they move plain reads as they like, and nothing else to readers.</summary>
public sealed class QueryRuleTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string WhereAmI = "SELECT @@server_id";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D16")]
    [Trait("Requirement", "D47")]
    public async Task A_rule_sends_a_read_to_the_writer(bool async)
    {
        await using var connection = await OpenAsync(async, Rule(7, "server_id", hostgroup: 10));

        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        var decision = connection.Explain(WhereAmI);
        Assert.Equal((10, 7), (decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D16")]
    public async Task A_rule_that_sends_everything_to_readers_moves_reads_only(bool async)
    {
        await cluster.Log.StartAsync();
        await using var connection = await OpenAsync(async, Rule(1, ".", hostgroup: 20));

        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (7)");
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id FROM keyed FOR UPDATE;")));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        Assert.Equal(["db001"], await cluster.Log.ServersOfAsync("INSERT INTO numbered (v) VALUES (7)"));
    }

    // As the two rules stand in ProxySQL's documentation, the second without apply overrides the first.
    [Theory]
    [InlineData("SELECT @@server_id FROM keyed WHERE id = 1 FOR UPDATE")]
    [InlineData("SELECT @@server_id FROM keyed WHERE id = 1 FOR UPDATE;")]
    [InlineData("SELECT @@server_id FROM keyed WHERE id = 1 FOR UPDATE NOWAIT -- now")]
    [Trait("Requirement", "D16")]
    public async Task The_documented_rules_never_send_a_locking_read_to_a_reader(string sql)
    {
        await using var connection = await OpenAsync(
            async: true,
            new QueryRuleOptions { RuleId = 1, MatchDigest = "^SELECT.*FOR UPDATE$", DestinationHostgroup = 10 },
            new QueryRuleOptions { RuleId = 2, MatchDigest = "^SELECT", DestinationHostgroup = 20 });

        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async: true, sql)));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async: true, WhereAmI)));
    }

    [Theory]
    [InlineData(false, "db001")]
    [InlineData(true, "db002")]
    [Trait("Requirement", "D16")]
    [Trait("Requirement", "D18")]
    public async Task Only_an_unsafe_rule_sends_an_unknown_function_to_a_reader(bool isUnsafe, string expected)
    {
        const string Sql = "SELECT @@server_id + 0 * writes_nothing()";
        var rule = Rule(1, "writes_nothing", hostgroup: 20);
        rule.Unsafe = isUnsafe;
        await using var connection = await OpenAsync(async: true, rule);

        var name = cluster.NameOf(await connection.ScalarAsync(async: true, Sql));
        Assert.Equal(expected == "db001", name == "db001");
        // What is known to be harmless ties nothing; what is not may have left anything.
        Assert.Equal(isUnsafe ? RouteTarget.Reader : RouteTarget.Session, connection.Explain(Sql).Target);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D13")]
    public async Task A_pin_is_stronger_than_a_rule(bool async)
    {
        await using var connection = await OpenAsync(async, Rule(1, "server_id", hostgroup: 20));

        await connection.ExecuteAsync(async, "SET @x = 1");
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        Assert.Equal(RouteTarget.Session, connection.Explain(WhereAmI).Target);
    }

    private static QueryRuleOptions Rule(int id, string pattern, int hostgroup) =>
        new() { RuleId = id, MatchPattern = pattern, DestinationHostgroup = hostgroup, Apply = true };

    private async Task<RoutingDbConnection> OpenAsync(bool async, params QueryRuleOptions[] rules)
    {
        var source = cluster.NewSource(options =>
        {
            options.QueryRules = [.. rules];
            // A rule's place is looked at after another statement's.
            options.Consistency.Level = ConsistencyLevel.Eventual;
        });
        var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        return connection;
    }
}
