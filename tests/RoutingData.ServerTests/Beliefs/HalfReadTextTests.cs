using System.Data;
using System.Data.Common;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>A text of several statements whose results are read: what failed, or was never read, did not happen.</summary>
[Trait("Fault", "S1")]
public sealed class HalfReadTextTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SELECT 1; SELECT * FROM nosuch; COMMIT", true)]
    [InlineData("SELECT 1; SELECT * FROM nosuch; SET autocommit = 0; COMMIT", true)]
    [InlineData("SELECT 1; COMMIT; SELECT 2; SELECT * FROM nosuch", false)]
    [InlineData("SELECT 1; COMMIT; SELECT 2; SELECT * FROM nosuch; BEGIN", false)]
    public async Task A_transaction_is_open_exactly_if_the_COMMIT_did_not_run(string text, bool isOpen)
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await connection.ExecuteAsync(async: true, "BEGIN");
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (600)");
        await FailAsync(connection, text);

        var decision = connection.Explain("SELECT 1");
        Assert.Equal(isOpen ? RouteTarget.Session : RouteTarget.Reader, decision.Target);
        await connection.ExecuteAsync(async: true, "ROLLBACK");
        await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", Token);
    }

    [Theory]
    [InlineData("SET NAMES utf8mb4; SELECT 1; SET NAMES utf8mb4 COLLATE nosuch")]
    [InlineData("SELECT 1; USE nosuchdb")]
    [InlineData("SELECT 1; SELECT * FROM nosuch; USE mysql")]
    public async Task What_was_not_set_is_not_repeated(string text)
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await FailAsync(connection, text);
        Assert.Equal("testdb", await connection.TextAsync(async: true, "SELECT DATABASE()"));
        Assert.Equal("testdb", connection.Database);
    }

    [Theory]
    [InlineData("SELECT GET_LOCK('x', 0)", "SELECT 1; SELECT * FROM nosuch; DO RELEASE_LOCK('x')")]
    [InlineData("LOCK TABLES keyed READ", "SELECT 1; SELECT v FROM numbered; UNLOCK TABLES")]
    [InlineData("SET autocommit = 0", "SELECT 1; SELECT * FROM nosuch; SET autocommit = 1")]
    public async Task What_was_not_released_is_held(string takes, string releases)
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await connection.ScalarAsync(async: true, takes);
        await FailAsync(connection, releases);
        Assert.Equal(RouteTarget.Session, connection.Explain("SELECT 1").Target);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_is_closed_early_has_run_all_the_same_and_tells_an_error(bool async)
    {
        await using var connection = await cluster.OpenAsync(async);
        await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", Token);
        await connection.ExecuteAsync(async, "BEGIN");
        await CloseAfterFirstAsync(async, connection, "SELECT 1; INSERT INTO numbered (v) VALUES (610); COMMIT");
        Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT 1").Target);
        Assert.Equal(1L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 610"));

        await connection.ExecuteAsync(async, "BEGIN");
        await Assert.ThrowsAnyAsync<DbException>(() => CloseAfterFirstAsync(async, connection, "SELECT 1; INSERT INTO keyed VALUES (1, 1); COMMIT"));
        Assert.Equal(RouteTarget.Session, connection.Explain("SELECT 1").Target);
    }

    [Fact]
    public async Task What_was_acknowledged_after_half_a_text_is_not_lost_in_silence()
    {
        await using var own = await RoutedCluster.StartAsync();
        await using var connection = await own.OpenAsync(async: true);
        await FailAsync(
            connection, "BEGIN; SELECT v FROM keyed; INSERT INTO numbered (v) VALUES (6); INSERT INTO keyed VALUES (1, 1); COMMIT");
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (7)");
        await own.Servers.SwitchoverAsync("db002", Token);
        await own.WaitForAsync(topology => topology.WriterOf(10)?.Address == own.Servers["db002"].Address);

        var error = await Assert.ThrowsAnyAsync<DbException>(
            () => connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (8)"));
        Assert.True(error is RoutingDbException { SessionStateLost: true, IsTransient: false }, error.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_is_closed_early_on_a_dead_server_tells_that_the_rest_may_not_have_run(bool async)
    {
        await using var own = await RoutedCluster.StartAsync();
        await using var connection = await own.OpenAsync(async);
        await using var command = connection.Command("SELECT 1; DO SLEEP(30); INSERT INTO numbered (v) VALUES (6)");
        var reader = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader);
        await own.Servers.KillAsync("db001", Token);

        var error = await Assert.ThrowsAsync<RoutingDbException>(
            () => BothWorlds.RunAsync(async, () => reader.DisposeAsync().AsTask(), reader.Dispose));
        Assert.Equal((StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
    }

    [Fact]
    public async Task A_batch_is_read_like_a_text()
    {
        await using var connection = await cluster.OpenAsync(async: true);
        Assert.SkipUnless(connection.CanCreateBatch, "The driver has no batches.");
        await connection.ExecuteAsync(async: true, "BEGIN");
        await using var batch = connection.CreateBatch();
        foreach (var text in new[] { "SELECT 1", "SELECT * FROM nosuch", "COMMIT" })
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = text;
            batch.BatchCommands.Add(command);
        }

        await using (var reader = await batch.ExecuteReaderAsync(Token)) await Assert.ThrowsAnyAsync<DbException>(() => reader.NextResultAsync(Token));
        Assert.Equal(RouteTarget.Session, connection.Explain("SELECT 1").Target);
    }

    private static async Task FailAsync(RoutingDbConnection connection, string text)
    {
        await using var command = connection.Command(text);
        await using var reader = await command.ExecuteReaderAsync(Token);
        await Assert.ThrowsAnyAsync<DbException>(async () =>
        {
            while (await reader.NextResultAsync(Token))
            {
            }
        });
    }

    private static async Task CloseAfterFirstAsync(bool async, RoutingDbConnection connection, string text)
    {
        await using var command = connection.Command(text);
        var reader = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader);
        await BothWorlds.RunAsync(async, () => reader.DisposeAsync().AsTask(), reader.Dispose);
    }
}
