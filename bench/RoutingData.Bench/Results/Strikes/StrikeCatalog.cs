using RoutingData.Testing;

namespace RoutingData.Bench.Results.Strikes;

/// <summary>All strikes there are.</summary>
internal static class StrikeCatalog
{
    private const int PromoteAfterMs = 1000;
    private const int TroubleMs = 4000;

    public static IReadOnlyList<Strike> All { get; } =
    [
        new("kill-writer", "the writer is killed", AtWriter: true, KillWriterAsync, RejoinAsync),
        new("kill-reader", "a reader is killed", AtWriter: false, (cluster, struck) => cluster.KillAsync(struck.Name),
            (cluster, struck) => cluster.RestartAsync(struck.Name)),
        new("hang-writer", "the writer hangs", AtWriter: true, HangWriterAsync, RejoinAsync),
        new("hang-reader", "a reader hangs, and goes on later", AtWriter: false, (cluster, struck) => cluster.PauseAsync(struck.Name),
            (cluster, struck) => cluster.ResumeAsync(struck.Name)),
        new("cut-writer", "the writer's link is cut", AtWriter: true, CutWriterAsync, RejoinAsync),
        new("cut-reader", "a reader's link is cut, and heals later", AtWriter: false, (cluster, struck) => cluster.CutAsync(struck.Name),
            (cluster, struck) => cluster.HealAsync(struck.Name)),
        new("switchover", "planned change of the writer", AtWriter: true,
            (cluster, struck) => cluster.SwitchoverAsync(AnotherThan(cluster, struck).Name), (_, _) => Task.CompletedTask),
        new("refuse", "all servers refuse new connects for 4 s", AtWriter: false, RefuseAsync, (_, _) => Task.CompletedTask)
        {
            LeavesEstablished = true, ConnectIntervalMs = 1000,
        },
        new("monitor-refused", "all servers refuse the monitor's login for 4 s", AtWriter: false, RefuseMonitorAsync, (_, _) => Task.CompletedTask)
        {
            LeavesEstablished = true, ConnectIntervalMs = 1000,
        },
    ];

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Strike Find(string name) => All.FirstOrDefault(strike => strike.Name == name)
        ?? throw new ArgumentException($"There is no strike {name}; there are {string.Join(", ", All.Select(strike => strike.Name))}, all.");

    private static LocalServer AnotherThan(LocalCluster cluster, LocalServer struck) => cluster.Servers.First(server => server != struck);

    private static async Task KillWriterAsync(LocalCluster cluster, LocalServer struck)
    {
        await cluster.KillAsync(struck.Name);
        await PromoteAsync(cluster, struck);
    }

    private static async Task HangWriterAsync(LocalCluster cluster, LocalServer struck)
    {
        await cluster.PauseAsync(struck.Name);
        await PromoteAsync(cluster, struck);
    }

    private static async Task CutWriterAsync(LocalCluster cluster, LocalServer struck)
    {
        await cluster.CutAsync(struck.Name);
        await PromoteAsync(cluster, struck);
    }

    private static async Task PromoteAsync(LocalCluster cluster, LocalServer struck)
    {
        await Task.Delay(PromoteAfterMs);
        await cluster.PromoteAsync(AnotherThan(cluster, struck).Name);
    }

    // What it had written and no replica had received is forgotten by a restart only.
    private static async Task RejoinAsync(LocalCluster cluster, LocalServer struck)
    {
        if (struck.IsRunning) await cluster.KillAsync(struck.Name);
        await cluster.HealAsync(struck.Name);
        await cluster.RestartAsync(struck.Name);
        await cluster.RejoinAsync(struck.Name);
    }

    private static async Task RefuseAsync(LocalCluster cluster, LocalServer struck)
    {
        foreach (var server in cluster.Servers) await cluster.RefuseConnectsAsync(server.Name);
        await Task.Delay(TroubleMs);
        foreach (var server in cluster.Servers) await cluster.AcceptConnectsAsync(server.Name);
    }

    private static async Task RefuseMonitorAsync(LocalCluster cluster, LocalServer struck)
    {
        await cluster.ExecuteAsync(cluster.Writer.Name, "ALTER USER 'monitor'@'%' ACCOUNT LOCK");
        await Task.Delay(TroubleMs);
        await cluster.ExecuteAsync(cluster.Writer.Name, "ALTER USER 'monitor'@'%' ACCOUNT UNLOCK");
    }
}
