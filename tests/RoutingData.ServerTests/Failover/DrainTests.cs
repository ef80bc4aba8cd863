using RoutingData.Monitor;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>Planned maintenance: a server is drained first.</summary>
[Trait("Requirement", "D49")]
public sealed class DrainTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_runs_on_a_drained_server_ends_in_peace_and_nothing_new_goes_there(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var writer = cluster.Servers["db001"].Address;
        await using var connection = await cluster.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);

        var drained = cluster.Source.DrainAsync(writer, Token);
        await using var other = await cluster.OpenAsync(async);
        var waiting = other.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (3)");
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)", transaction);
        await transaction.CommitAsync(async);
        Assert.False(drained.IsCompleted);
        await connection.CloseAsync(async);
        await drained.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.False(waiting.IsCompleted);

        await cluster.Servers.SwitchoverAsync("db002", Token);
        await waiting;
        Assert.Equal("1,2,3", await cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.numbered", Token));
        Assert.Equal(0, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'app'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_that_stays_open_and_waits_with_its_next_write_does_not_keep_a_server_from_being_drained(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");

        var drained = cluster.Source.DrainAsync(cluster.Servers["db001"].Address, Token);
        var waiting = connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)");
        await drained.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.False(waiting.IsCompleted);

        await cluster.Servers.SwitchoverAsync("db002", Token);
        await waiting;
        Assert.Equal("1,2", await cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.numbered", Token));
    }

    [Fact]
    public async Task Servers_drained_in_turn_under_load_cause_no_error()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var load = new WriteLoad(cluster.Source, workers: 8);
        await load.WaitForWritesAsync(5);

        foreach (var (server, next) in new[] { ("db001", "db002"), ("db002", "db003"), ("db003", "db001") })
        {
            var address = cluster.Servers[server].Address;
            var drained = cluster.Source.DrainAsync(address, Token);
            await cluster.Servers.SwitchoverAsync(next, Token);
            await load.WaitForWritesAsync(5);
            await drained.WaitAsync(TimeSpan.FromSeconds(10), Token);
            cluster.Source.Restore(address);
        }

        await load.StopAsync();
        (await WriteHistory.ReadAsync(cluster.Servers, "db001")).AssertAgreesWith(load.Writes);
        Assert.All(load.Writes, write => Assert.True(write.IsAcknowledged, write.Error?.ToString()));
        Assert.Empty(load.ReadErrors);
    }

    [Fact]
    public async Task A_server_that_nobody_configured_cannot_be_drained()
    {
        await using var cluster = await RoutedCluster.StartAsync(new() { Replicas = 1 });
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => cluster.Source.DrainAsync(new ServerAddress("db009", 3306), Token));
        Assert.Contains(cluster.Servers["db002"].Address.ToString(), error.Message, StringComparison.Ordinal);
    }
}
