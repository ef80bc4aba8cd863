using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A session is given back once, whoever closes it and when.</summary>
[Trait("Fault", "C3")]
public sealed class ClosingTests
{
    private const int Most = 20_000;
    private const int Rounds = 5;

    [Fact]
    public void Two_threads_that_close_the_same_connections_give_each_session_back_once()
    {
        using var source = Source(new SimulatedCluster(TimeProvider.System), TimeProvider.System);
        for (var round = 0; round < Rounds; round++)
        {
            RoutingDbConnection[] connections = [.. Enumerable.Range(0, Most).Select(_ => source.OpenConnection())];
            // Who is ahead has more to do, so that they meet all the time.
            Parallel.Invoke(
                () => Array.ForEach(connections, connection => connection.Close()),
                () => Array.ForEach(connections, connection => connection.Dispose()));
        }

        AssertAllAreFree(source);
    }

    [Fact]
    public void Of_two_threads_that_open_the_same_connections_one_opens_each()
    {
        using var source = Source(new SimulatedCluster(TimeProvider.System), TimeProvider.System);
        source.OpenConnection().Dispose();
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            RoutingDbConnection[] connections = [.. Enumerable.Range(0, Most).Select(_ => source.CreateConnection())];
            Parallel.Invoke(() => Array.ForEach(connections, Open), () => Array.ForEach(connections, Open));
            foreach (var connection in connections) connection.Dispose();
        }

        Assert.Equal(Rounds * Most, refused);
        AssertAllAreFree(source);

        void Open(RoutingDbConnection connection)
        {
            try
            {
                connection.Open();
            }
            catch (InvalidOperationException)
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    [Fact]
    public Task A_connection_disposed_of_while_it_opens_keeps_no_session() => RunAsync(async scenario =>
    {
        await using var source = Source(scenario.Cluster, scenario.Clock, most: 3);
        for (var i = 0; i < 6; i++)
        {
            var connection = source.CreateConnection();
            scenario.Cluster.Slow("db001", TimeSpan.FromMilliseconds(10));
            var opening = connection.OpenAsync();
            if (i % 2 == 0) await connection.DisposeAsync();
            else connection.Dispose();
            // Only the first has something to wait for.
            if (opening.IsCompletedSuccessfully) continue;
            await Assert.ThrowsAsync<ObjectDisposedException>(() => opening);
        }

        AssertAllAreFree(source, most: 3);
    });

    private static RoutingDbDataSource Source(SimulatedCluster cluster, TimeProvider time, int most = Most) => new RoutingDbDataSourceBuilder(
        new RoutingOptions { ConnectionString = cluster.ConnectionString, Pool = new PoolOptions { MaxConnections = most } }
            .UseDriver(cluster.Factory)).UseTimeProvider(time).Build();

    private static void AssertAllAreFree(RoutingDbDataSource source, int most = Most)
    {
        // It has been open before, so that nothing is waited for.
        RoutingDbConnection[] all = [.. Enumerable.Range(0, most).Select(_ => source.OpenConnection())];
        Assert.Throws<RoutingDbException>(() => source.OpenConnection());
        foreach (var connection in all) connection.Dispose();
    }
}
