using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.StoredFunctions;

/// <summary>Functions that are said to read only: by their authors, learned from the servers, or by the options, truly or not.</summary>
public sealed class StoredFunctionTests : IAsyncLifetime
{
    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync(new LocalClusterOptions { ServerArguments = ["--binlog-format=ROW", "--log-bin-trust-function-creators=1"] });
        foreach (var function in new[]
        {
            "highest() RETURNS INT READS SQL DATA RETURN (SELECT MAX(v) FROM keyed)",
            "computes(a INT) RETURNS INT DETERMINISTIC RETURN a + 1",
            "changes() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO numbered (v) VALUES (1); RETURN 1; END",
            "says_nothing() RETURNS INT RETURN 3",
            "lies() RETURNS INT READS SQL DATA SQL SECURITY INVOKER BEGIN INSERT INTO numbered (v) VALUES (77); RETURN @@server_id; END",
        })
        {
            await _cluster.Servers.ExecuteAsync("db001", $"USE testdb; CREATE FUNCTION {function}", Token);
        }

        await _cluster.Servers.WaitForReplicationAsync(Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D18")]
    public async Task What_is_declared_to_read_is_read_on_readers_once_it_is_learned(bool async)
    {
        var source = _cluster.NewSource(options => options.LearnReadOnlyFunctions = true);
        Assert.Equal(RouteTarget.Writer, source.Explain("SELECT highest()").Target);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        await FailoverSteps.UntilAsync(() => Task.FromResult(source.Explain("SELECT highest()").Target == RouteTarget.Reader), "the functions are learned");

        Assert.Equal("R", await PlaceAsync("highest()"));
        Assert.Equal("R", await PlaceAsync("testdb.highest()"));
        Assert.Equal("R", await PlaceAsync("computes(highest())"));
        Assert.Equal("W", await PlaceAsync("changes()"));
        Assert.Equal("W", await PlaceAsync("says_nothing()"));
        Assert.Equal("W", await PlaceAsync("computes(says_nothing())"));

        async Task<string> PlaceAsync(string call) =>
            _cluster.NameOf(await connection.ScalarAsync(async, $"SELECT @@server_id + 0 * {call}")) == "db001" ? "W" : "R";
    }

    // A view that is not looked into. What it would write the reader refuses, before anything has happened there.
    [Fact]
    [Trait("Fault", "S11")]
    public async Task A_view_over_a_function_that_writes_runs_once_on_the_writer()
    {
        await _cluster.Servers.ExecuteAsync("db001", "CREATE SQL SECURITY INVOKER VIEW testdb.lying AS SELECT testdb.lies() AS server", Token);
        await _cluster.Servers.WaitForReplicationAsync(Token);
        await using var connection = _cluster.NewSource(options => options.LearnViewsAndTriggers = false).CreateConnection();
        await connection.OpenAsync(Token);
        Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT server FROM lying").Target);

        Assert.Equal("db001", _cluster.NameOf(await connection.ScalarAsync(async: true, "SELECT server FROM lying")));

        Assert.Equal(RouteTarget.Writer, connection.Explain("SELECT server FROM lying").Target);
        await _cluster.Servers.WaitForReplicationAsync(Token);
        foreach (var server in _cluster.Servers.Servers)
            Assert.Equal(1, await _cluster.Servers.NumberAsync(server.Name, "SELECT COUNT(*) FROM testdb.numbered WHERE v = 77"));
    }

    // The reader refuses what it would have to write: nothing has happened there, and the writer does it, once.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    [Trait("Requirement", "D18")]
    public async Task A_listed_function_that_writes_runs_once_on_the_writer_and_goes_there_from_then_on(bool async)
    {
        const string Sql = "SELECT lies()";
        using var log = new CapturedLog();
        var options = _cluster.Options();
        options.ReadOnlyFunctions.Add("testdb.lies");
        await using var source = new RoutingDbDataSourceBuilder(options).UseLoggerFactory(log).Build();
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.Equal(RouteTarget.Reader, connection.Explain(Sql).Target);
        await _cluster.Log.StartAsync();

        Assert.Equal("db001", _cluster.NameOf(await connection.ScalarAsync(async, Sql)));
        Assert.Equal(1, await RowsAsync());
        Assert.Equal(RouteTarget.Writer, source.Explain(Sql).Target);
        Assert.Equal("db001", _cluster.NameOf(await connection.ScalarAsync(async, Sql)));

        Assert.Equal(2, await RowsAsync());
        var places = await _cluster.Log.ServersOfAsync(Sql);
        Assert.Equal(3, places.Count);
        Assert.NotEqual("db001", places[0]);
        Assert.Equal(["db001", "db001"], places.Skip(1));
        Assert.Single(log.Lines, line => line.Id == 109);
        await _cluster.Servers.WaitForReplicationAsync(Token);
        foreach (var server in _cluster.Servers.Servers)
            Assert.Equal(2, await _cluster.Servers.NumberAsync(server.Name, "SELECT COUNT(*) FROM testdb.numbered WHERE v = 77"));

        Task<long> RowsAsync() => _cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 77");
    }
}
