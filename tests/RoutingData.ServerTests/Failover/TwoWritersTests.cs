using System.Collections.Concurrent;
using RoutingData.Monitor;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>A server that believes to be the writer beside the writer: it gets nothing (D27).</summary>
public sealed class TwoWritersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D27")]
    [Trait("Requirement", "D36")]
    public async Task Paused_writer_that_goes_on_after_the_promotion_still_writable_gets_no_write_and_no_read()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource(options => options.Monitor.WriterIsAlsoReader = true);
        var events = new ConcurrentQueue<TopologyEvent>();
        source.Monitor.Changed += (_, change) => events.Enqueue(change.Change);
        await using var load = new WriteLoad(source, workers: 8, WriteLoad.EndsSynchronousCallsOnSilentServers);
        await load.WaitForWritesAsync(10);

        await cluster.Servers.PauseAsync("db001", Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        await load.WaitForWritesAsync(10);
        await cluster.Servers.ResumeAsync("db001", Token);
        var old = cluster.Servers["db001"].Address;
        await source.WaitForAsync(topology => topology.RoleOf(old, 10) == ServerRole.Conflict);
        // What lay in its sockets when it was paused it executes first, and then finds that its clients have gone.
        await Wait.UntilAsync(
            async () => await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'app'") == 0,
            "db001 has no session of the application's");
        await cluster.Log.StartAsync();
        await load.WaitForWritesAsync(20);
        await load.StopAsync();

        Assert.Contains(events, item => item.Kind == TopologyEventKind.Conflict && item.Server == old);
        // What a driver asks of a connection that was being made when the server was paused is no statement of ours.
        var reached = (await cluster.Log.ReadAsync()).Where(statement => statement is { Server: "db001", IsExecution: true });
        Assert.DoesNotContain(reached, statement => statement.Text.Contains(" writes ", StringComparison.Ordinal));
        Assert.DoesNotContain(reached, statement => statement.Text.EndsWith(" keyed", StringComparison.Ordinal));
        Assert.Empty(load.ReadErrors);
        Assert.All(load.Writes, write => Assert.True(write.IsAcknowledged || write.IsUnknown, write.Error?.ToString()));
        (await WriteHistory.ReadAsync(cluster.Servers, "db002")).AssertAgreesWith(load.Writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D27")]
    public async Task Replica_made_writable_by_mistake_is_a_conflict_until_it_is_read_only_again(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        var mistaken = cluster.Servers["db003"].Address;

        await cluster.Servers.ExecuteAsync("db003", "SET GLOBAL read_only = 0", Token);
        await cluster.WaitForAsync(topology => topology.RoleOf(mistaken, 10) == ServerRole.Conflict);
        for (var i = 0; i < 10; i++)
        {
            await connection.CloseAsync(async);
            await connection.OpenAsync(async);
            Assert.Equal("db002", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
            Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id FROM keyed FOR UPDATE")));
        }

        await cluster.Servers.ExecuteAsync("db003", "SET GLOBAL read_only = 1", Token);
        await cluster.WaitForAsync(topology => topology.RoleOf(mistaken, 10) == ServerRole.Reader);
    }
}
