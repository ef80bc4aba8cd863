using System.Data.Common;
using System.Diagnostics;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.RuleEffects;

/// <summary>What query rules do to an execution beside choosing its hostgroup, on real servers.</summary>
public sealed class RuleEffectTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string WhereAmI = "SELECT @@server_id";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_statement_that_a_rule_refuses_reaches_no_server_and_the_session_goes_on(bool async)
    {
        await cluster.Log.StartAsync();
        await using var connection = await OpenAsync(async, new QueryRuleOptions { RuleId = 5, MatchDigest = "^DELETE FROM keyed$", ErrorMsg = "Say which rows.", Apply = true });

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ExecuteAsync(async, "DELETE FROM keyed"));

        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        Assert.False(error.IsTransient);
        Assert.Contains("Say which rows.", error.Message, StringComparison.Ordinal);
        Assert.Contains("5", error.Message, StringComparison.Ordinal);
        Assert.Empty(await cluster.Log.ServersOfAsync("DELETE FROM keyed"));
        Assert.Equal("2", await connection.TextAsync(async, "SELECT COUNT(*) FROM keyed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replaced_text_is_what_the_server_gets_and_the_command_keeps_its_own(bool async)
    {
        await cluster.Log.StartAsync();
        await using var connection = await OpenAsync(
            async, new QueryRuleOptions { RuleId = 1, MatchPattern = @"FROM old_name (WHERE id = \d)", ReplacePattern = @"FROM keyed \1" });
        await using var command = connection.Command("SELECT v FROM old_name WHERE id = 2");

        Assert.Equal(20, Convert.ToInt32(await command.ScalarAsync(async), null));
        Assert.Equal(20, Convert.ToInt32(await command.ScalarAsync(async), null));

        Assert.Equal("SELECT v FROM old_name WHERE id = 2", command.CommandText);
        var servers = await cluster.Log.ServersOfAsync("SELECT v FROM keyed WHERE id = 2");
        Assert.Equal(2, servers.Count);
        Assert.DoesNotContain("db001", servers);
        Assert.Empty(await cluster.Log.ServersOfAsync(command.CommandText));
    }

    // What arrives is what counts: a harmless text that a rule makes a locking one is no plain read any more, and the other way round.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D16")]
    [Trait("Requirement", "D20")]
    public async Task A_replaced_text_is_what_is_classified(bool async)
    {
        await cluster.Log.StartAsync();
        await using var connection = await OpenAsync(
            async,
            new QueryRuleOptions { RuleId = 1, MatchPattern = "WHERE id = 1$", ReplacePattern = "WHERE id = 1 FOR UPDATE" },
            new QueryRuleOptions { RuleId = 2, MatchPattern = " LOCK IN SHARE MODE$", ReplacePattern = "" },
            new QueryRuleOptions { RuleId = 3, MatchPattern = "^SELECT", DestinationHostgroup = 20, Apply = true });

        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id FROM keyed WHERE id = 1")));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id FROM keyed WHERE id = 2 LOCK IN SHARE MODE")));
        Assert.Equal(["db001"], await cluster.Log.ServersOfAsync("SELECT @@server_id FROM keyed WHERE id = 1 FOR UPDATE"));
        Assert.Single(await cluster.Log.ServersOfAsync("SELECT @@server_id FROM keyed WHERE id = 2"));
    }

    // MySql.Data keeps no timeout in asynchronous commands (docs/drivers.md).
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rules_timeout_ends_the_statement_and_is_not_the_next_ones(bool async)
    {
        Assert.SkipWhen(async && MySqlDriver.Find().Name == "MySql.Data", "MySql.Data ignores CommandTimeout in asynchronous commands.");
        await cluster.Log.StartAsync();
        await using var connection = await OpenAsync(async, new QueryRuleOptions { RuleId = 1, MatchPattern = "slow", Timeout = 900 });
        // Not SLEEP, which MySQL ends without an error.
        await using var command = connection.Command(
            "SELECT COUNT(*) AS slow FROM information_schema.collations a, information_schema.collations b, " +
            "information_schema.collations c, information_schema.collations d");
        var begun = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<DbException>(() => command.ScalarAsync(async));

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.9, 8);
        Assert.Equal(30, command.CommandTimeout);
        Assert.Single(await cluster.Log.ServersOfAsync(command.CommandText));
        command.CommandText = "SELECT SLEEP(1.5)";
        Assert.Equal(0, Convert.ToInt32(await command.ScalarAsync(async), null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D12")]
    public async Task A_rule_without_multiplexing_pins_the_session_to_the_writer_until_Close(bool async)
    {
        await using var connection = await OpenAsync(async, new QueryRuleOptions { RuleId = 1, MatchPattern = "stay here", Multiplex = false });
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));

        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "/* stay here */ SELECT @@server_id")));
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        Assert.Equal(RouteTarget.Session, connection.Explain(WhereAmI).Target);

        await connection.CloseAsync(async);
        await connection.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rules_delay_holds_the_statement_back(bool async)
    {
        await using var connection = await OpenAsync(async, new QueryRuleOptions { RuleId = 1, MatchPattern = "server_id", Delay = 300 });
        var begun = Stopwatch.GetTimestamp();

        await connection.ScalarAsync(async, WhereAmI);

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 295, 10_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rule_that_logs_names_itself_and_the_way_and_never_a_literal(bool async)
    {
        using var log = new CapturedLog();
        var options = cluster.Options();
        options.QueryRules.Add(new QueryRuleOptions { RuleId = 41, MatchPattern = "keyed", DestinationHostgroup = 20, Log = true, Apply = true });
        await using var source = new RoutingDbDataSourceBuilder(options).UseLoggerFactory(log).Build();
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);

        await connection.ScalarAsync(async, "SELECT v FROM keyed WHERE v = 'secret literal'");
        await connection.ScalarAsync(async, "SELECT v FROM keyed WHERE v = 'secret literal'");
        await connection.ScalarAsync(async, WhereAmI);

        var lines = log.Lines.Where(line => line.Id == 107).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("41", line.Message, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains("20", line.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Message.Contains("secret", StringComparison.Ordinal));
    }

    private async Task<RoutingDbConnection> OpenAsync(bool async, params QueryRuleOptions[] rules)
    {
        var source = cluster.NewSource(options =>
        {
            options.QueryRules = [.. rules];
            options.Consistency.Level = ConsistencyLevel.Eventual;
        });
        var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        return connection;
    }
}
