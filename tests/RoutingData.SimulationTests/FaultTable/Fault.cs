using RoutingData.Testing;

namespace RoutingData.SimulationTests.FaultTable;

/// <summary>One thing that goes wrong with a fleet of which db001 is the writer.</summary>
/// <param name="Name">As the document calls it.</param>
/// <param name="Server">The server whose clients are looked at.</param>
/// <param name="StrikeAsync">Makes it happen; waits by the cluster's clock, in milliseconds.</param>
internal sealed record Fault(string Name, string Server, Func<SimulatedCluster, Func<int, Task>, Task> StrikeAsync)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("writer killed, another promoted 1 s later", "db001", (cluster, wait) => ReplaceAsync(cluster, cluster.Kill, wait)),
        new("writer hung, another promoted 1 s later", "db001", (cluster, wait) => ReplaceAsync(cluster, cluster.Pause, wait)),
        new("writer cut off, another promoted 1 s later", "db001", (cluster, wait) => ReplaceAsync(cluster, cluster.Cut, wait)),
        new("writer shut down, another promoted 1 s later", "db001", (cluster, wait) => ReplaceAsync(cluster, cluster.Stop, wait)),
        new("switchover", "db001", (cluster, _) => cluster.SwitchoverAsync("db002")),
        new("writer read-only for 0.4 s", "db001", async (cluster, wait) =>
        {
            cluster.SetReadOnly("db001", readOnly: true);
            await wait(400);
            cluster.SetReadOnly("db001", readOnly: false);
        }),
        new("writer gone, nobody promoted", "db001", (cluster, _) => At(() => cluster.Kill("db001"))),
        new("writer's connections killed", "db001", (cluster, _) => At(() => cluster.BreakConnections("db001"))),
        new("writer full (1040)", "db001", (cluster, _) => At(() => cluster.LimitConnections("db001", 0))),
        new("writer full (1040) for 2 s", "db001", async (cluster, wait) =>
        {
            cluster.LimitConnections("db001", 0);
            await wait(2000);
            cluster.LimitConnections("db001", 1000);
        }),
        new("a reader becomes writable by mistake", "db001", (cluster, _) => At(() => cluster.SetReadOnly("db002", readOnly: false))),
        new("old writer back, writable", "db001", async (cluster, wait) =>
        {
            await ReplaceAsync(cluster, cluster.Kill, wait);
            cluster.Restart("db001", readOnly: false);
        }),
        new("reader killed", "db002", (cluster, _) => At(() => cluster.Kill("db002"))),
        new("reader hung", "db002", (cluster, _) => At(() => cluster.Pause("db002"))),
        new("reader cut off", "db002", (cluster, _) => At(() => cluster.Cut("db002"))),
        new("reader shut down", "db002", (cluster, _) => At(() => cluster.Stop("db002"))),
        new("every reader killed", "db002", (cluster, _) => At(() =>
        {
            cluster.Kill("db002");
            cluster.Kill("db003");
        })),
    ];

    private static async Task ReplaceAsync(SimulatedCluster cluster, Action<string> end, Func<int, Task> wait)
    {
        end("db001");
        await wait(1000);
        cluster.Promote("db002");
    }

    private static Task At(Action strike)
    {
        strike();
        return Task.CompletedTask;
    }
}
