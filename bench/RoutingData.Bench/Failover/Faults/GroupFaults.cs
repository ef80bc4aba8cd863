using System.Diagnostics;

namespace RoutingData.Bench.Failover.Faults;

/// <summary>The primary of a group goes or is replaced, and the group elects another one by itself.</summary>
internal static class GroupFaults
{
    public static async Task KillAsync(Stage stage)
    {
        await stage.Cluster.KillAsync("db001");
        await stage.ElectAsync("db001");
        await stage.Cluster.RestartAsync("db001");
        await stage.Cluster.RejoinAsync("db001");
        await Stage.PassAsync(500);
    }

    public static async Task ShutDownAsync(Stage stage)
    {
        var ending = stage.Cluster.StopAsync("db001");
        await stage.ElectAsync("db001");
        await ending;
    }

    /// <summary>The old primary hangs, is replaced, and goes on: it says that it is the primary, and answers, until it hears otherwise.</summary>
    public static async Task HangAsync(Stage stage)
    {
        var former = stage.Cluster["db001"].ServerId;
        await stage.Cluster.PauseAsync("db001");
        await stage.ElectAsync("db001");
        var replaced = Stopwatch.GetTimestamp();
        await stage.Cluster.ResumeAsync("db001");
        await Stage.PassAsync(4000);
        stage.Time.Believed(former, replaced, Stopwatch.GetTimestamp());
        await stage.Cluster.RejoinAsync("db001");
        await Stage.PassAsync(500);
    }

    public static async Task SetAsPrimaryAsync(Stage stage)
    {
        await stage.SetPrimaryAsync("db002");
        await Stage.PassAsync(500);
        await stage.SetPrimaryAsync("db001");
        await Stage.PassAsync(500);
    }
}
