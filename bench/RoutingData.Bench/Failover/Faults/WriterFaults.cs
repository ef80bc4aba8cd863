namespace RoutingData.Bench.Failover.Faults;

/// <summary>db001, the writer, goes, and db002 is promoted.</summary>
internal static class WriterFaults
{
    public static async Task KillAsync(Stage stage)
    {
        await stage.Cluster.KillAsync("db001");
        await stage.PromoteAsync();
    }

    public static async Task ShutDownAsync(Stage stage)
    {
        // MySQL takes ten seconds and more to end: nobody waits for that with a promotion.
        var ending = stage.Cluster.StopAsync("db001");
        await stage.PromoteAsync();
        await ending;
    }

    public static async Task HangAsync(Stage stage)
    {
        await stage.Cluster.PauseAsync("db001");
        await stage.PromoteAsync();
    }

    public static async Task CutOffAsync(Stage stage)
    {
        await stage.Cluster.CutAsync("db001");
        await stage.PromoteAsync();
        await stage.Cluster.HealAsync("db001");
    }

    /// <summary>The old writer hangs, and goes on after the promotion, writable as it was, for longer than two steady probes take.</summary>
    public static async Task ReturnAsync(Stage stage)
    {
        await stage.NoteSocketsAsync("db001");
        await HangAsync(stage);
        await stage.Cluster.ResumeAsync("db001");
        await stage.CountStaleSocketsAsync("db001");
        await Stage.PassAsync(2500);
    }
}
