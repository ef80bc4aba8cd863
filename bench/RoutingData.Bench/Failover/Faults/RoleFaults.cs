namespace RoutingData.Bench.Failover.Faults;

/// <summary>Servers change their roles while all of them are well.</summary>
internal static class RoleFaults
{
    // From shorter than a probe takes to longer than a retry would.
    private static readonly int[] Flaps = [10, 30, 100, 300, 1000];

    public static async Task SwitchOverAsync(Stage stage)
    {
        await stage.NoteSocketsAsync("db001");
        await stage.SwitchOverAsync();
        await stage.CountStaleSocketsAsync("db001");
    }

    public static async Task FlapAsync(Stage stage)
    {
        foreach (var milliseconds in Flaps)
        {
            await stage.SetReadOnlyAsync("db001", readOnly: true);
            await Stage.PassAsync(milliseconds);
            await stage.SetReadOnlyAsync("db001", readOnly: false);
            await Stage.PassAsync(300);
        }
    }

    public static async Task DrainAsync(Stage stage)
    {
        var writer = stage.Cluster.Writer.Address;
        await stage.NoteSocketsAsync("db001");
        await stage.Router.DrainAsync(writer).WaitAsync(TimeSpan.FromSeconds(10));
        await stage.SwitchOverAsync();
        await stage.CountStaleSocketsAsync("db001");
        stage.Router.Restore(writer);
        await Stage.PassAsync(500);
    }
}
