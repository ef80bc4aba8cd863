using RoutingData.Monitor;
using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>Failovers that lose writes, each with another seed and at another moment: what was lost is told to whom it concerns, and nothing is
/// called lost that is there.</summary>
[Trait("Requirement", "D22")]
[Trait("Requirement", "D38")]
public sealed class LostWritesTests
{
    private const string Insert = "INSERT INTO notes (n) VALUES (1)";
    private const int Failovers = 100;

    [Theory]
    [InlineData("10.11.9-MariaDB", true)]
    [InlineData("10.11.9-MariaDB", false)]
    [InlineData("8.4.0", true)]
    [InlineData("8.4.0", false)]
    public async Task What_is_lost_is_told_and_what_is_not_is_not(string version, bool isLossy)
    {
        for (var seed = 1; seed <= Failovers; seed++)
        {
            await RunAsync(scenario => FailOverAsync(scenario, isLossy, seed), new SimulatedClusterOptions { Version = version, Seed = seed }, writerIsAlsoReader: false);
        }
    }

    private static async Task FailOverAsync(Scenario scenario, bool isLossy, int seed)
    {
        var behind = 0;
        await using var here = scenario.NewSource(maximumPoolSize: 5);
        await using var other = scenario.NewSource(maximumPoolSize: 5);
        here.Monitor.Changed += (_, change) => behind += change.Change.Kind == TopologyEventKind.WriterBehind ? 1 : 0;
        await using var safe = await here.OpenConnectionAsync();
        await using var connection = await here.OpenConnectionAsync();
        await using (await other.OpenConnectionAsync()) await WaitForWriterAsync(here, "db001");
        await ExecuteAsync(safe, Insert);
        await scenario.WaitAsync(1000);
        var kept = await safe.GetConsistencyTokenAsync();
        if (isLossy)
        {
            foreach (var name in new[] { "db002", "db003" }) scenario.Cluster.StopReplication(name);
        }

        using var scope = RoutingScope.ReadYourWrites();
        await using var scoped = await here.OpenConnectionAsync();
        await ExecuteAsync(connection, Insert);
        await ExecuteAsync(scoped, Insert);
        var token = await connection.GetConsistencyTokenAsync();
        await scenario.WaitAsync(seed * 13 % 1700);
        if (isLossy)
        {
            scenario.Cluster.Kill("db001");
            scenario.Cluster.Promote("db002");
            scenario.Cluster.StartReplication("db003");
        }
        else
        {
            await scenario.Cluster.SwitchoverAsync("db002");
        }

        // The numbers of what was lost are given again, by another server.
        for (var n = 0; n < seed % 4; n++)
        {
            await using var next = await other.OpenConnectionAsync();
            await ExecuteAsync(next, Insert);
        }

        await WaitForWriterAsync(here, "db002");
        Assert.Equal(isLossy, connection.WritesLost);
        Assert.Equal(isLossy, scoped.WritesLost);
        Assert.Equal(isLossy, scope.WritesLost);
        Assert.False(safe.WritesLost);
        await ExecuteAsync(connection, Insert);
        Assert.Equal(isLossy, connection.WritesLost);

        Assert.Equal(isLossy, await IsLostAsync(other, token));
        Assert.False(await IsLostAsync(other, kept));
        Assert.Equal(isLossy, await IsLostAsync(here, token));
        Assert.NotEqual(ConsistencyToken.None, await HandedOnAsync(other, token));
        Assert.Equal(isLossy ? 1 : 0, behind);
    }

    private static async Task WaitForWriterAsync(RoutingDbDataSource source, string name) => Assert.NotNull(await source.Monitor.WaitForAsync(
        topology => topology.WriterOf(10)?.Address.Hostname == name, TimeSpan.FromSeconds(10), CancellationToken.None));

    private static async Task<bool> IsLostAsync(RoutingDbDataSource source, ConsistencyToken token)
    {
        await using var reading = await source.OpenConnectionAsync();
        reading.UseConsistencyToken(token);
        await ScalarAsync(reading, "SELECT COUNT(*) FROM notes");
        return reading.WritesLost;
    }

    // What a failover has left of it is handed on.
    private static async Task<ConsistencyToken> HandedOnAsync(RoutingDbDataSource source, ConsistencyToken token)
    {
        using var scope = RoutingScope.ReadYourWrites(token);
        await using var reading = await source.OpenConnectionAsync();
        await ScalarAsync(reading, "SELECT COUNT(*) FROM notes");
        return await scope.GetConsistencyTokenAsync();
    }
}
