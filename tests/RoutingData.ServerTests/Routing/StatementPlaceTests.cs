using System.Data;
using System.Data.Common;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Routing;

/// <summary>Where statements run, as the servers themselves tell it.</summary>
public sealed class StatementPlaceTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D02")]
    [Trait("Requirement", "D16")]
    [Trait("Requirement", "D17")]
    [Trait("Requirement", "D18")]
    [Trait("Requirement", "D20")]
    [Trait("Requirement", "D47")]
    public async Task Nothing_but_plain_reads_reaches_a_reader_and_Explain_says_so_before(bool async)
    {
        await cluster.Log.StartAsync();
        foreach (var sql in RoutedStatements.ReadsOn(cluster.Servers.Flavor))
        {
            await RunAsync(async, sql, RouteTarget.Reader);
            Assert.NotEqual("db001", Assert.Single(await cluster.Log.ServersOfAsync(sql.Trim())));
        }

        await cluster.Log.StartAsync();
        var others = RoutedStatements.OthersOn(cluster.Servers.Flavor);
        foreach (var (_, sql) in others) await RunAsync(async, sql, RouteTarget.Writer);

        var onReaders = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution && statement.Server != "db001");
        Assert.DoesNotContain(onReaders, statement => !IsDriversOwn(statement.Text));
        foreach (var sql in others.Select(other => other.Sql).Where(sql => !sql.Contains(';')))
            Assert.Equal([(sql, "db001")], (await cluster.Log.ServersOfAsync(sql)).Select(server => (sql, server)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D20")]
    public async Task Reads_of_many_sessions_spread_over_all_servers_and_follow_the_weights(bool async)
    {
        var source = cluster.NewSource(options =>
        {
            options.Monitor.WriterIsAlsoReader = true;
            var text = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString };
            text.Remove("Server");
            options.ConnectionString = text.ConnectionString;
            foreach (var server in cluster.Servers.Servers)
            {
                var weight = server.Name == "db003" ? 3 : 1;
                options.Servers.Add(new ServerOptions { Hostname = server.Host, Port = server.Port, Weight = weight });
            }
        });

        var places = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            await using var connection = source.CreateConnection();
            await connection.OpenAsync(async);
            places.Add(cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
        }

        // Expected 40, 40, 120; the bounds are more than five standard deviations away.
        Assert.InRange(places.Count(name => name == "db001"), 8, 75);
        Assert.InRange(places.Count(name => name == "db002"), 8, 75);
        Assert.InRange(places.Count(name => name == "db003"), 82, 160);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D18")]
    public async Task A_listed_function_is_read_on_a_reader_by_its_full_name_only(bool async)
    {
        var source = cluster.NewSource(options => options.ReadOnlyFunctions.Add("testdb.writes_nothing"));
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);

        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id + 0 * writes_nothing()")));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id + 0 * testdb.writes_nothing()")));
        Assert.Equal(RouteTarget.Writer, connection.Explain("SELECT other.writes_nothing()").Target);
        Assert.Equal(RouteTarget.Writer, connection.Explain("SELECT xwrites_nothing()").Target);

        await connection.ChangeDatabaseAsync(async, "information_schema");
        Assert.Equal(RouteTarget.Writer, connection.Explain("SELECT writes_nothing()").Target);
        Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT testdb.writes_nothing()").Target);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D20")]
    public async Task A_bound_parameter_is_a_value_and_an_unbound_name_is_session_state(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using var bound = connection.Command("SELECT @@server_id + 0 * @p");
        var parameter = bound.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@p", 1);
        bound.Parameters.Add(parameter);

        Assert.NotEqual("db001", cluster.NameOf(await bound.ScalarAsync(async)));
        Assert.Equal(RouteTarget.Reader, connection.Explain(bound.CommandText, parameterNames: ["@p"]).Target);
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id + 0 * COALESCE(@p, 0)")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D20")]
    public async Task A_stored_procedure_runs_on_the_writer_and_pins(bool async)
    {
        await cluster.Log.StartAsync();
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using var command = connection.Command("makes_scratch");
        command.CommandType = CommandType.StoredProcedure;
        await BothWorlds.RunAsync(async, () => command.ExecuteNonQueryAsync(Token), command.ExecuteNonQuery);

        Assert.Equal("0", await connection.TextAsync(async, "SELECT COUNT(*) FROM scratch_of_procedure"));
        var onReaders = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution && statement.Server != "db001");
        Assert.DoesNotContain(onReaders, statement => statement.Text.Contains("scratch", StringComparison.Ordinal));
    }

    private async Task RunAsync(bool async, string sql, RouteTarget target)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        foreach (var decision in new[] { cluster.Source.Explain(sql), connection.Explain(sql) })
        {
            Assert.True((decision.Target == RouteTarget.Reader) == (target == RouteTarget.Reader), $"'{sql}': {decision}");
            Assert.True(decision.Hostgroup == (target == RouteTarget.Reader ? 20 : 10), $"'{sql}': {decision}");
            Assert.NotEmpty(decision.Reason);
        }

        await connection.ExecuteAsync(async, sql);
    }

    private static bool IsDriversOwn(string text) =>
        text.StartsWith("SET NAMES", StringComparison.Ordinal) || text.StartsWith("SET character_set_results", StringComparison.Ordinal);
}
