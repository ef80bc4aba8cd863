using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Hints;

/// <summary>What the application says of a statement's way: on the command, before a comment, before a scope, before the rules.</summary>
public sealed class HintTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string Read = "SELECT @@server_id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", null, null, "R")]
    [InlineData("/* route=writer */ ", null, null, "W")]
    [InlineData("-- route=writer\n\n", null, null, "W")]
    [InlineData("# route=writer\n", null, null, "W")]
    [InlineData("/* hostgroup=10 */ ", null, null, "W")]
    [InlineData("/* hostgroup=20 */ ", null, null, "R")]
    [InlineData("/* page 3 */ /* trace=7, route=writer; */ ", null, null, "W")]
    [InlineData("", "writer", null, "W")]
    [InlineData("", "10", null, "W")]
    [InlineData("", null, "writer", "W")]
    [InlineData("", null, "reader", "R")]
    [InlineData("/* route=reader */ ", null, "writer", "R")]
    [InlineData("-- route=reader\n\n", null, "writer", "R")]
    [InlineData("/* route=writer */ ", null, "reader", "W")]
    [InlineData("/* route=writer */ ", "reader", null, "R")]
    [InlineData("/* route=reader */ ", "writer", "reader", "W")]
    [InlineData("/* route=writer */ ", "20", "writer", "R")]
    [InlineData("", "reader", "writer", "R")]
    [InlineData("/* of rule */ ", null, null, "W")]
    [InlineData("/* of rule */ ", "reader", null, "R")]
    [InlineData("/* of rule */ ", null, "reader", "R")]
    [InlineData("/* of rule, route=reader */ ", null, null, "R")]
    [Trait("Requirement", "D47")]
    public async Task The_nearest_hint_counts_and_any_hint_counts_more_than_a_rule(string comment, string? command, string? scope, string expected)
    {
        var source = cluster.NewSource(options => options.QueryRules.Add(
            new QueryRuleOptions { RuleId = 1, MatchPattern = "of rule", DestinationHostgroup = 10, Apply = true }));
        foreach (var async in new[] { true, false })
        {
            await using var connection = source.CreateConnection();
            await connection.OpenAsync(async);
            using var around = ScopeOf(scope);
            await using var read = (RoutingDbCommand)connection.Command(comment + Read);
            Route(read, command);

            Assert.Equal(expected, PlaceOf(await read.ScalarAsync(async)));
            if (command is null) Assert.Equal(expected == "W" ? 10 : 20, connection.Explain(comment + Read).Hostgroup);
        }
    }

    // A replica executes many writes silently; no hint may bring it one.
    [Theory]
    [InlineData("/* route=reader */ ", null, null)]
    [InlineData("-- route=reader\n\n", null, null)]
    [InlineData("/* hostgroup=20 */ ", null, null)]
    [InlineData("", "reader", null)]
    [InlineData("", "20", null)]
    [InlineData("", null, "reader")]
    [Trait("Requirement", "D20")]
    public async Task A_reader_hint_on_what_is_no_plain_read_is_overruled(string comment, string? command, string? scope)
    {
        foreach (var async in new[] { true, false })
        {
            await using var connection = cluster.Source.CreateConnection();
            await connection.OpenAsync(async);
            using var around = ScopeOf(scope);
            foreach (var sql in new[] { "UPDATE keyed SET v = v WHERE id = 1", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE", "SELECT @h := 1" })
            {
                await cluster.Log.StartAsync();
                await using var write = (RoutingDbCommand)connection.Command(comment + sql);
                Route(write, command);
                await write.ScalarAsync(async);

                var arrived = (await cluster.Log.ReadAsync()).Where(item => item.IsExecution && item.Text.EndsWith(sql, StringComparison.Ordinal));
                Assert.Equal("db001", Assert.Single(arrived).Server);
            }
        }
    }

    [Fact]
    public async Task Scopes_nest_flow_with_async_code_and_end_where_they_began()
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(Token);
        Assert.Equal("R", await PlaceAsync());
        using (RoutingScope.Writer())
        {
            await Task.Yield();
            Assert.Equal("W", await PlaceAsync());
            using (RoutingScope.Reader())
            {
                await Task.Delay(1, Token);
                Assert.Equal("R", await PlaceAsync());
            }

            Assert.Equal("W", await Task.Run(PlaceAsync, Token));
            await BeginsAScopeOfItsOwnAsync();
            Assert.Equal("W", await PlaceAsync());
        }

        Assert.Equal("R", await PlaceAsync());

        async Task<string> PlaceAsync() => PlaceOf(await connection.ScalarAsync(async: true, Read));

        async Task BeginsAScopeOfItsOwnAsync()
        {
            using var _ = RoutingScope.Reader();
            Assert.Equal("R", await PlaceAsync());
        }
    }

    // Nobody serves it: a typing error must not turn a read into one that waits for a server that never comes.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hostgroup_that_does_not_exist_is_no_hint(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        Assert.Equal("R", PlaceOf(await connection.ScalarAsync(async, "/* hostgroup=99 */ " + Read)));
        await using var command = (RoutingDbCommand)connection.Command(Read);
        Assert.Equal("R", PlaceOf(await command.RouteTo(99).ScalarAsync(async)));
        using var _ = RoutingScope.Writer();
        Assert.Equal("W", PlaceOf(await connection.ScalarAsync(async, "/* hostgroup=99, of a copy */ " + Read)));
    }

    private static void Route(RoutingDbCommand command, string? hint)
    {
        switch (hint)
        {
            case "reader":
                command.RouteTo(RouteTarget.Reader);
                break;
            case "writer":
                command.RouteTo(RouteTarget.Writer);
                break;
            case not null:
                command.RouteTo(int.Parse(hint, null));
                break;
        }
    }

    private static RoutingScope? ScopeOf(string? hint) => hint switch
    {
        "reader" => RoutingScope.Reader(),
        "writer" => RoutingScope.Writer(),
        _ => null,
    };

    private string PlaceOf(object? serverId) => cluster.NameOf(serverId) == "db001" ? "W" : "R";
}
