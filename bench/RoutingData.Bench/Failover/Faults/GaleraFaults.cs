using System.Diagnostics;

namespace RoutingData.Bench.Failover.Faults;

/// <summary>A node of Galera comes back, and is the writer again.</summary>
internal static class GaleraFaults
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task RestartNodeAsync(Stage stage)
    {
        var ending = stage.Cluster.StopAsync("db001");
        await stage.ElectAsync("db001");
        await ending;
        await Stage.PassAsync(500);
        var notYet = Stopwatch.GetTimestamp();
        await stage.Cluster.RestartAsync("db001");
        await stage.Cluster.RejoinAsync("db001");
        var node = stage.Cluster["db001"];
        if (await stage.Router.Monitor.WaitForAsync(topology => topology.WriterOf(10)?.Address == node.Address, Limit) is null)
            throw new TimeoutException($"db001 is not the writer again after {Limit}.");
        stage.Time.TakenBack(node.ServerId, notYet, Stopwatch.GetTimestamp());
        await Stage.PassAsync(500);
    }
}
