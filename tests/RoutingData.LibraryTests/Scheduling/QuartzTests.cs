using RoutingData.LibraryTests.Failovers;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Scheduling;

/// <summary>Quartz's clustered job store, two nodes, a job every 100 ms.</summary>
public sealed class QuartzTests
{
    private const int Batch = 10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D30")]
    public Task Switchovers_lose_no_fire_and_repeat_none() => RunAsync("switchovers", async servers =>
        await servers.SwitchoverAsync(Writers.NextOf(servers), Token), missing => Assert.Equal(0, missing));

    [Fact]
    [Trait("Requirement", "D07")]
    public Task Kills_repeat_no_fire() => RunAsync("kills", servers => Writers.ReplaceKilledAsync(servers, Token), _ => { });

    private static async Task RunAsync(string kind, Func<LocalCluster, Task> happen, Action<int> judgeMissing)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        var source = cluster.NewSource();
        var fires = new Fires();
        await cluster.Log.StartAsync();
        using (var first = await QuartzNode.StartAsync(cluster, source, fires, isFirst: true, Token))
        using (var second = await QuartzNode.StartAsync(cluster, source, fires, isFirst: false, Token))
        {
            await fires.MoreAsync(Batch, Token);
            var places = await cluster.Log.ReadAsync();
            Assert.All(places.Where(IsOfTheStore), statement => Assert.Equal("db001", statement.Server));
            Assert.Contains(places, IsOfTheStore);
            for (var time = 0; time < FailoverTests.Times; time++)
            {
                await happen(cluster.Servers);
                await fires.MoreAsync(Batch, Token);
            }

            await first.StopAsync(Token);
            await second.StopAsync(Token);
        }

        var rows = await EntryRows.ReadAsync(cluster.Servers, Token);
        var missing = Enumerable.Range(0, rows.Keys.Max(row => row.Number)).Count(number => !rows.ContainsKey((0, number)));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Quartz, {cluster.Servers.Flavor}: {FailoverTests.Times} {kind}, {fires.Ledger.Describe(rows)}, {missing} fires missing");
        fires.Ledger.Judge(rows);
        judgeMissing(missing);
    }

    private static bool IsOfTheStore(LoggedStatement statement) =>
        statement.IsExecution && statement.Text.Contains("QRTZ_", StringComparison.OrdinalIgnoreCase);
}
