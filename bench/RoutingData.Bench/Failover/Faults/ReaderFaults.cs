namespace RoutingData.Bench.Failover.Faults;

/// <summary>Replicas go and come back; the writer stays.</summary>
internal static class ReaderFaults
{
    public static async Task KillAsync(Stage stage)
    {
        await stage.Cluster.KillAsync("db003");
        await Stage.PassAsync(2000);
        await stage.Cluster.RestartAsync("db003");
        await Stage.PassAsync(1000);
    }

    public static async Task HangAsync(Stage stage)
    {
        await stage.Cluster.PauseAsync("db003");
        await Stage.PassAsync(4000);
        await stage.Cluster.ResumeAsync("db003");
        await Stage.PassAsync(1000);
    }

    public static async Task AllGoneAsync(Stage stage)
    {
        await stage.Cluster.KillAsync("db002");
        await stage.Cluster.KillAsync("db003");
        await Stage.PassAsync(4000);
    }
}
