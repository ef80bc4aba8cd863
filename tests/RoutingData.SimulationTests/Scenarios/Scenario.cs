using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A simulated cluster with a table, a router over it, and a clock that runs as fast as they do.</summary>
internal sealed class Scenario
{
    private readonly SimulatedClock _clock = new();

    private readonly bool _writerIsAlsoReader;

    private Scenario(SimulatedClusterOptions? options, bool writerIsAlsoReader)
    {
        _writerIsAlsoReader = writerIsAlsoReader;
        Cluster = new SimulatedCluster(_clock, options);
        Cluster.Execute("db001", "CREATE TABLE notes (id BIGINT AUTO_INCREMENT PRIMARY KEY, n INT)");
        Source = NewSource(maximumPoolSize: 2);
    }

    /// <summary>Another router over the same servers.</summary>
    public RoutingDbDataSource NewSource(int maximumPoolSize) => new RoutingDbDataSourceBuilder(Options(maximumPoolSize)).UseTimeProvider(_clock).Build();

    /// <summary>Options for those servers, of a router or to reload one with.</summary>
    public RoutingOptions Options(int maximumPoolSize = 2) => new RoutingOptions
    {
        ConnectionString = $"{Cluster.ConnectionString};Maximum Pool Size={maximumPoolSize}",
        Monitor = new MonitorOptions { Username = "monitor", WriterIsAlsoReader = _writerIsAlsoReader },
    }.UseDriver(Cluster.Factory);

    public SimulatedCluster Cluster { get; }

    public RoutingDbDataSource Source { get; }

    public SimulatedClock Clock => _clock;

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>What clients sent, the monitor and proofs of new connections excepted.</summary>
    public IReadOnlyList<SimulatedEvent> Sent => [.. Cluster.History.Where(happened =>
        happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: false } && !happened.Text.StartsWith("SELECT @@global", StringComparison.Ordinal))];

    public static async Task RunAsync(
        Func<Scenario, Task> work, SimulatedClusterOptions? options = null, bool writerIsAlsoReader = true)
    {
        var scenario = new Scenario(options, writerIsAlsoReader);
        await scenario._clock.RunAsync(async () =>
        {
            await using (scenario.Source) await work(scenario);
        });
    }

    public Task WaitAsync(int milliseconds) => WaitAsync(TimeSpan.FromMilliseconds(milliseconds));

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, _clock);

    /// <summary>Waits until the router believes in a writer.</summary>
    public async Task WaitForWriterAsync(string name) => Assert.NotNull(await Source.Monitor.WaitForAsync(
        topology => topology.WriterOf(10)?.Address.Hostname == name, TimeSpan.FromSeconds(10), CancellationToken.None));

    public static async Task<int> ExecuteAsync(RoutingDbConnection connection, string text, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(RoutingDbConnection connection, string text)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        return await command.ExecuteScalarAsync();
    }
}
