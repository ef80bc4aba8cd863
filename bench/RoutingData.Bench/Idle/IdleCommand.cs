using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Testing;

namespace RoutingData.Bench.Idle;

/// <summary>What one monitor takes while nothing happens.</summary>
internal static class IdleCommand
{
    public static Command Create()
    {
        var servers = new Option<int[]>("--servers")
        {
            Description = $"Numbers of servers, to {1 + LocalClusterOptions.MaxReplicas}; separated by blanks", DefaultValueFactory = _ => [3],
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
        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = servers - 1 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var source = new RoutingDbDataSource(cluster.ConnectionString);
        await (await source.OpenConnectionAsync()).DisposeAsync();
        var idle = await Idleness.OfAsync(time);
        return idle with { HeapBytes = GC.GetTotalMemory(forceFullCollection: true) - before };
    }
}
