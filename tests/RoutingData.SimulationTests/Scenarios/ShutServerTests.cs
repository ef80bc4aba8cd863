using System.Data.Common;
using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>New connections to a server fail while it answers the monitor: others serve, and where there are none it is waited for.</summary>
[Trait("Fault", "R4")]
public sealed class ShutServerTests
{
    private const string Read = "SELECT COUNT(*) FROM notes";

    [Fact]
    public Task Reads_go_to_the_writer_while_no_reader_is_reached() => RunAsync(async scenario =>
    {
        await KnowAllAsync(scenario);
        foreach (var reader in Readers) scenario.Cluster.LoseName(reader);
        for (var i = 0; i < 50; i++)
        {
            await using var connection = await scenario.Source.OpenConnectionAsync();
            Assert.Equal(0L, await ReadAsync(connection));
            Assert.Equal("db001", connection.LastServer?.Hostname);
        }

        // One knock at each door, and another one in each pause.
        Assert.InRange(ConnectsTo(scenario, "db002") + ConnectsTo(scenario, "db003"), 1, 12);
    });

    [Fact]
    public Task A_read_that_reaches_no_server_waits_for_one() => RunAsync(async scenario =>
    {
        await KnowAllAsync(scenario);
        await using var connection = await scenario.Source.OpenConnectionAsync();
        scenario.Cluster.BreakConnections("db001");
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.LoseName(server.Name);
        var begun = scenario.Elapsed;
        var reading = ReadAsync(connection);
        await scenario.WaitAsync(5000);
        Assert.False(reading.IsCompleted);
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.RestoreName(server.Name);

        Assert.Equal(0L, await reading);
        Assert.InRange(scenario.Elapsed - begun, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.6));
    });

    [Fact]
    public Task Sessions_that_reach_no_server_do_not_drive_the_monitor() => RunAsync(async scenario =>
    {
        await using var source = scenario.NewSource(maximumPoolSize: 100);
        await KnowAllAsync(scenario);
        var connections = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => source.OpenConnectionAsync().AsTask()));
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.LoseName(server.Name);
        var begun = scenario.Elapsed;
        var reading = Array.ConvertAll(connections, ReadAsync);
        await scenario.WaitAsync(1000);
        foreach (var server in scenario.Cluster.Servers) scenario.Cluster.RestoreName(server.Name);
        await Task.WhenAll(reading);

        var asked = scenario.Cluster.History.Where(happened => happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: true } &&
            happened.At > begun && happened.At < begun + TimeSpan.FromSeconds(1));
        // Two routers watch them.
        Assert.All(asked.GroupBy(happened => happened.Server), server => Assert.InRange(server.Count(), 0, 2 * 30));
        foreach (var connection in connections) await connection.DisposeAsync();
    });

    // The monitor has held connections to all.
    private static async Task KnowAllAsync(Scenario scenario)
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await scenario.WaitAsync(1000);
    }

    private static readonly string[] Readers = ["db002", "db003"];

    private static int ConnectsTo(Scenario scenario, string server) => scenario.Cluster.History.Count(happened =>
        happened is { Kind: SimulatedEventKind.Connecting, IsUnpooled: false } && happened.Server == server);

    private static async Task<object?> ReadAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Read;
        return await command.ExecuteScalarAsync();
    }
}
