using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Testing;

namespace RoutingData.Bench.Idle;

/// <summary>What one monitor takes while nothing happens.</summary>
internal static class IdleCommand
{
    // First probes, and the JIT's work on them.
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var servers = new Option<int[]>("--servers")
        {
            Description = "Numbers of servers; separated by blanks. More than fit in a local cluster are simulated, in this very process",
            DefaultValueFactory = _ => [3, 30, 300],
            AllowMultipleArgumentsPerToken = true,
        };
        var seconds = new Option<double>("--seconds") { Description = "How long to watch", DefaultValueFactory = _ => 60 };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var command = new Command("idle", "Processor time and memory of one monitor while nothing happens") { servers, seconds, json };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(servers)!, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(json)));
        return command;
    }

    private static async Task RunAsync(int[] counts, TimeSpan time, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        // What an application takes that does nothing at all, and has everything loaded.
        await WatchAsync(3, TimeSpan.FromSeconds(5));
        var empty = await Idleness.OfAsync(time);

        List<IdleRow> rows = [];
        foreach (var count in counts) rows.Add(IdleRow.Of(count, await WatchAsync(count, time), empty));
        IdleRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
    }

    private static async Task<Idleness> WatchAsync(int servers, TimeSpan time)
    {
        if (servers > 1 + LocalClusterOptions.MaxReplicas)
        {
            var simulated = new SimulatedCluster(TimeProvider.System, new SimulatedClusterOptions { Replicas = servers - 1 });
            return await WatchAsync(new RoutingOptions { ConnectionString = simulated.ConnectionString }.UseDriver(simulated.Factory), time);
        }

        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = servers - 1 });
        return await WatchAsync(new RoutingOptions { ConnectionString = cluster.ConnectionString }, time);
    }

    private static async Task<Idleness> WatchAsync(RoutingOptions options, TimeSpan time)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var source = new RoutingDbDataSource(options);
        await (await source.OpenConnectionAsync()).DisposeAsync();
        await Task.Delay(SettlingTime);
        var idle = await Idleness.OfAsync(time);
        return idle with { HeapBytes = GC.GetTotalMemory(forceFullCollection: true) - before };
    }
}
