using System.Globalization;
using RoutingData.LibraryTests.Libraries;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Failovers;

/// <summary>
/// Switchovers and kills under load. One of each by default; <c>ROUTINGDATA_FAILOVERS=10</c> makes ten, and gives the figures of docs/libraries.md.
/// </summary>
public sealed class FailoverTests
{
    internal static readonly int Times =
        int.Parse(Environment.GetEnvironmentVariable("ROUTINGDATA_FAILOVERS") ?? "1", CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => AllLibraries.Names;

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "D30")]
    public async Task A_switchover_is_noticed_by_no_caller(string name)
    {
        var ledger = await RunAsync(name, "switchovers", async servers => await servers.SwitchoverAsync(Writers.NextOf(servers), Token));

        Assert.Equal(0, ledger.Unknown);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "D07")]
    public Task A_kill_leaves_an_unknown_outcome_at_most(string name) =>
        RunAsync(name, "kills", servers => Writers.ReplaceKilledAsync(servers, Token));

    private static async Task<Ledger> RunAsync(string name, string kind, Func<LocalCluster, Task> happen)
    {
        await using var cluster = await LibraryCluster.StartAsync();
        await using var workers = new Workers(AllLibraries.Make(name, cluster, ConsistencyLevel.Session));
        for (var time = 0; time < Times; time++)
        {
            await workers.WorkOnAsync(Token);
            await happen(cluster.Servers);
            await workers.WorkOnAsync(Token);
        }

        await workers.StopAsync();
        var rows = await EntryRows.ReadAsync(cluster.Servers, Token);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}, {cluster.Servers.Flavor}: {Times} {kind}, {workers.Ledger.Describe(rows)}");
        workers.Ledger.Judge(rows);
        return workers.Ledger;
    }
}
