using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A session is given back once, whoever closes it and when.</summary>
[Trait("Fault", "C3")]
public sealed class ClosingTests
{
    private const int Most = 3;

    [Fact]
    public void Two_threads_that_close_one_connection_give_its_session_back_once()
    {
        using var source = Source(new SimulatedCluster(TimeProvider.System), TimeProvider.System);
        RoutingDbConnection? connection = null;
        Together(2000, before: () => connection = source.OpenConnection(), () => connection!.Close(), () => connection!.Dispose());

        AssertAllAreFree(source);
    }

    [Fact]
    public void Of_two_threads_that_open_one_connection_one_does()
    {
        using var source = Source(new SimulatedCluster(TimeProvider.System), TimeProvider.System);
        source.OpenConnection().Dispose();
        var connection = source.CreateConnection();
        var refused = 0;
        Together(2000, before: connection.Close, Open, Open);
        connection.Close();

        Assert.Equal(2000, refused);
        AssertAllAreFree(source);

        void Open()
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
        await using var source = Source(scenario.Cluster, scenario.Clock);
        for (var i = 0; i < 2 * Most; i++)
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

        AssertAllAreFree(source);
    });

    private static RoutingDbDataSource Source(SimulatedCluster cluster, TimeProvider time) => new(
        new RoutingOptions { ConnectionString = cluster.ConnectionString, Pool = new PoolOptions { MaxConnections = Most } }
            .UseDriver(cluster.Factory),
        timeProvider: time);

    private static void AssertAllAreFree(RoutingDbDataSource source)
    {
        // Each has been open before, so that nothing is waited for.
        RoutingDbConnection[] all = [.. Enumerable.Range(0, Most).Select(_ => source.OpenConnection())];
        Assert.Throws<RoutingDbException>(() => source.OpenConnection());
        foreach (var connection in all) connection.Dispose();
    }

    // On threads that begin at one moment.
    private static void Together(int times, Action before, Action one, Action other)
    {
        using var barrier = new Barrier(2);
        var thread = new Thread(() =>
        {
            for (var i = 0; i < times; i++)
            {
                barrier.SignalAndWait();
                other();
                barrier.SignalAndWait();
            }
        });
        thread.Start();
        for (var i = 0; i < times; i++)
        {
            before();
            barrier.SignalAndWait();
            one();
            barrier.SignalAndWait();
        }

        thread.Join();
    }
}
