using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>What happens to readers is nobody's business but the readers'.</summary>
public sealed class ReaderLostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("killed")]
    [InlineData("stopped")]
    [InlineData("paused")]
    [Trait("Requirement", "D50")]
    public async Task Reader_lost_under_load_causes_no_error(string how)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var load = new WriteLoad(
            cluster.Source, workers: 8, alsoSynchronous: how != "paused" || WriteLoad.EndsSynchronousCallsOnSilentServers);
        await load.WaitForWritesAsync(10);

        await (how switch
        {
            "killed" => cluster.Servers.KillAsync("db003", Token),
            "stopped" => cluster.Servers.StopAsync("db003", Token),
            _ => cluster.Servers.PauseAsync("db003", Token),
        });
        await load.WaitForWritesAsync(20);
        var lost = cluster.Servers["db003"].Address;
        await cluster.WaitForAsync(topology => topology.Find(lost)!.Health == ServerHealth.Shunned);
        await load.StopAsync();

        Assert.Empty(load.ReadErrors);
        Assert.All(load.Writes, write => Assert.True(write.IsAcknowledged, write.Error?.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D34")]
    public async Task Without_readers_reads_go_to_the_writer_and_back_when_one_returns(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync(new() { SemiSynchronous = false });
        await using var connection = await cluster.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));

        await Task.WhenAll(cluster.Servers.KillAsync("db002", Token), cluster.Servers.KillAsync("db003", Token));
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
        await using var another = await cluster.OpenAsync(async);
        Assert.Equal("db001", cluster.NameOf(await another.ScalarAsync(async, "SELECT @@server_id")));

        await cluster.Servers.RestartAsync("db003", Token);
        var back = cluster.Servers["db003"].Address;
        await cluster.WaitForAsync(topology => topology.RoleOf(back, 10) == ServerRole.Reader);
        // Where a connect has just failed, and the server was back before it was shunned, the next one is tried after a pause.
        await FailoverSteps.UntilAsync(
            async () =>
            {
                await another.CloseAsync(async);
                await another.OpenAsync(async);
                return cluster.NameOf(await another.ScalarAsync(async, "SELECT @@server_id")) == "db003";
            },
            "reads go to the reader again");
    }

    // A MySQL that shut down was seen to end a read with 1317, as KILL QUERY does: what tells them apart is whether the connection lives.
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "QUERY ")]
    [InlineData(false, "QUERY ")]
    [Trait("Requirement", "D50")]
    public async Task Scan_that_is_interrupted_runs_elsewhere_only_if_its_connection_is_gone(bool async, string what)
    {
        Assert.SkipUnless(MySqlDriver.Find().Name == "MySqlConnector", "MySql.Data makes null of an interrupted scan.");
        await using var cluster = await RoutedCluster.StartAsync();
        await cluster.Servers.ExecuteAsync(
            "db001", $"INSERT INTO testdb.numbered (v) VALUES {string.Join(", ", Enumerable.Range(0, 200).Select(v => $"({v})"))}", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await using var connection = await cluster.OpenAsync(async);
        var server = await connection.ScalarAsync(async, "SELECT @@server_id");
        // Without end on this server, and nothing on any other.
        var scan = $"SELECT SUM(a.v + b.v + c.v + d.v + e.v) FROM numbered a, numbered b, numbered c, numbered d, numbered e WHERE @@server_id = {server}";

        var scanning = Task.Run(() => connection.ScalarAsync(async, scan), Token);
        var reader = cluster.Servers[cluster.NameOf(server)];
        var id = 0L;
        await FailoverSteps.UntilAsync(
            async () => (id = await cluster.Servers.NumberAsync(
                reader.Name, "SELECT COALESCE(MAX(id), 0) FROM information_schema.processlist WHERE info LIKE 'SELECT SUM(a.v%'")) > 0,
            "the scan runs");
        // Or it might run there again.
        _ = cluster.Source.DrainAsync(reader.Address, Token);
        await cluster.Servers.ExecuteAsync(reader.Name, $"KILL {what}{id}", Token);

        if (what.Length == 0) Assert.Equal(DBNull.Value, await scanning);
        else Assert.Equal(1317, ServerError.NumberOf(await Assert.ThrowsAnyAsync<DbException>(() => scanning)));
    }

    // Rows already delivered cannot be taken back: no retry, and no row twice.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D45")]
    public async Task Read_that_breaks_after_its_first_row_ends_with_an_error(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        var reader = cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id"));
        await using var command = connection.Command(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 310) " +
            "SELECT n, REPEAT('x', 10000), IF(n > 300, SLEEP(5), 0) FROM numbers");
        var rows = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader);
        Assert.True(await BothWorlds.RunAsync(async, () => rows.ReadAsync(Token), rows.Read));
        await cluster.Servers.KillAsync(reader, Token);

        var seen = 1;
        var error = await Record.ExceptionAsync(async () =>
        {
            while (await BothWorlds.RunAsync(async, () => rows.ReadAsync(Token), rows.Read))
            {
                seen++;
                Assert.Equal(seen, Convert.ToInt32(rows.GetValue(0), null));
            }
        });

        Assert.NotNull(error);
        Assert.True(seen < 310);
        await connection.CloseAsync(async);
        await connection.OpenAsync(async);
        Assert.NotEqual(reader, cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
    }
}
