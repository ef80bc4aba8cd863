using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A server that takes no more connections is waited for as one that is not there, without a storm of connects.</summary>
[Trait("Fault", "R18")]
public sealed class FullServerTests
{
    private const string Write = "INSERT INTO notes (n) VALUES (1)";

    [Fact]
    public Task A_write_runs_as_soon_as_there_is_room() => RunAsync(async scenario =>
    {
        await using var holder = await HoldAsync(scenario.Source);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        scenario.Cluster.LimitConnections("db001", 0);
        var begun = scenario.Elapsed;
        var writing = ExecuteAsync(connection, Write);
        await scenario.WaitAsync(5000);
        Assert.False(writing.IsCompleted);
        scenario.Cluster.LimitConnections("db001", 100);

        Assert.Equal(1, await writing);
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.6));
    });

    [Fact]
    public Task A_write_that_finds_none_in_its_time_gets_the_servers_own_refusal() => RunAsync(async scenario =>
    {
        await using var holder = await HoldAsync(scenario.Source);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        scenario.Cluster.LimitConnections("db001", 0);
        var begun = scenario.Elapsed;

        var error = await Assert.ThrowsAsync<SimulatedDbException>(() => ExecuteAsync(connection, Write));

        Assert.Equal((1040, "NotExecuted"), (error.Number, error.Data["RoutingData.Outcome"]));
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.FromSeconds(9.9), TimeSpan.FromSeconds(10.5));
    });

    [Fact]
    public Task A_crowd_makes_few_connects_and_all_get_in_when_there_is_room() => RunAsync(async scenario =>
    {
        await using var source = scenario.NewSource(maximumPoolSize: 100);
        await using var holder = await HoldAsync(source);
        var connections = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => source.OpenConnectionAsync().AsTask()));
        scenario.Cluster.LimitConnections("db001", 0);
        var writing = Array.ConvertAll(connections, connection => ExecuteAsync(connection, Write));
        await scenario.WaitAsync(5000);
        Assert.DoesNotContain(writing, write => write.IsCompleted);
        var refused = scenario.Cluster.History.Count(happened =>
            happened.Kind == SimulatedEventKind.Lost && happened.Text == "Too many connections");
        // Those that set out before the first refusal came back, and then a few each second.
        Assert.InRange(refused, 10, 90);
        scenario.Cluster.LimitConnections("db001", 100);

        await Task.WhenAll(writing);
        Assert.Equal(50L, scenario.Cluster.Scalar("db001", "SELECT COUNT(*) FROM notes"));
        foreach (var connection in connections) await connection.DisposeAsync();
    });

    [Fact]
    public Task What_a_session_gives_back_is_taken_at_once() => RunAsync(async scenario =>
    {
        await using var first = await scenario.Source.OpenConnectionAsync();
        await using var second = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(first, Write);
        scenario.Cluster.LimitConnections("db001", 0);
        var writing = ExecuteAsync(second, Write);
        await scenario.WaitAsync(3000);
        var begun = scenario.Elapsed;
        await first.CloseAsync();

        Assert.Equal(1, await writing);
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    });

    [Fact]
    public Task Who_waits_for_room_goes_to_the_next_writer_as_soon_as_there_is_one() => RunAsync(async scenario =>
    {
        await using var source = scenario.NewSource(maximumPoolSize: 100);
        await using var holder = await HoldAsync(source);
        var connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.OpenConnectionAsync().AsTask()));
        scenario.Cluster.LimitConnections("db001", 0);
        var writing = Array.ConvertAll(connections, connection => ExecuteAsync(connection, Write));
        await scenario.WaitAsync(3000);
        await scenario.Cluster.SwitchoverAsync("db002");
        var begun = scenario.Elapsed;

        await Task.WhenAll(writing);
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
        Assert.Equal(20L, scenario.Cluster.Scalar("db002", "SELECT COUNT(*) FROM notes"));
        foreach (var connection in connections) await connection.DisposeAsync();
    });

    [Fact]
    public Task A_read_goes_to_a_server_that_has_room() => RunAsync(async scenario =>
    {
        foreach (var full in new[] { "db002", "db003" }) scenario.Cluster.LimitConnections(full, 0);
        for (var i = 0; i < 10; i++)
        {
            await using var connection = await scenario.Source.OpenConnectionAsync();
            var begun = scenario.Elapsed;
            Assert.Equal(0L, await ScalarAsync(connection, "SELECT COUNT(*) FROM notes"));
            Assert.InRange(scenario.Elapsed - begun, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        }
    });

    // The pool's idle connection, if the first login left one, is of no use to others.
    private static async Task<RoutingDbConnection> HoldAsync(RoutingDbDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        return connection;
    }
}
