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
        await another.CloseAsync(async);
        await another.OpenAsync(async);
        Assert.Equal("db003", cluster.NameOf(await another.ScalarAsync(async, "SELECT @@server_id")));
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
