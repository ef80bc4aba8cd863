using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>Reads stay in the zone of the process while it has a reader that may answer, and go on when it has none.</summary>
[Trait("Requirement", "D50")]
public sealed class ZoneTests
{
    private const string Count = "SELECT COUNT(*) FROM notes";

    [Fact]
    public Task Reads_are_local_until_the_zone_dies_and_none_fails() => RunAsync(async scenario =>
    {
        await using var source = NewSource(scenario);
        Assert.Equal("db002", await ReadAsync(source, 50));
        scenario.Cluster.Kill("db002");
        Assert.Equal("db003", await ReadAsync(source, 50));
        scenario.Cluster.Restart("db002");
        scenario.Cluster.Rejoin("db002");
        // It comes back slowly, and then wholly.
        await scenario.WaitAsync(5000);
        Assert.Equal("db002 db003", await ReadAsync(source, 200));
        await scenario.WaitAsync(60_000);
        Assert.Equal("db002", await ReadAsync(source, 50));
    }, writerIsAlsoReader: false);

    [Fact]
    [Trait("Requirement", "D21")]
    public Task No_read_is_older_for_being_local() => RunAsync(async scenario =>
    {
        await using var source = NewSource(scenario);
        await using var connection = await source.OpenConnectionAsync();
        Assert.Equal(0L, await ScalarAsync(connection, Count));
        scenario.Cluster.StopReplication("db002");
        for (var n = 1L; n <= 10; n++)
        {
            await ExecuteAsync(connection, $"INSERT INTO notes (n) VALUES ({n})");
            await scenario.WaitAsync(100);
            Assert.Equal(n, await ScalarAsync(connection, Count));
            Assert.Equal("db003", connection.LastServer!.Value.Hostname);
        }
    }, writerIsAlsoReader: false);

    private static RoutingDbDataSource NewSource(Scenario scenario)
    {
        var options = scenario.Options(maximumPoolSize: 4);
        options.Zone = "east";
        foreach (var (name, zone) in ((string, string)[])[("db001", "west"), ("db002", "east"), ("db003", "west")])
            options.Servers.Add(new ServerOptions { Hostname = name, Zone = zone });
        return new RoutingDbDataSourceBuilder(options).UseTimeProvider(scenario.Clock).UseRandom(new Random(3)).Build();
    }

    private static async Task<string> ReadAsync(RoutingDbDataSource source, int times)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < times; time++)
        {
            await using var connection = await source.OpenConnectionAsync();
            await ScalarAsync(connection, Count);
            seen.Add(connection.LastServer!.Value.Hostname);
        }

        return string.Join(' ', seen);
    }
}
