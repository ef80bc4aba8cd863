using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Testing;

namespace RoutingData.Bench.Scale;

/// <summary>Memory of sessions that are open at once.</summary>
internal static class ScaleCommand
{
    // Each holds a physical connection, and a server of the local cluster gives 151.
    private const int MostThatHold = 100;

    public static Command Create()
    {
        var sessions = new Option<int[]>("--sessions")
        {
            Description = "How many at once; separated by blanks", DefaultValueFactory = _ => [1, 10, 100, 1_000, 10_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var command = new Command("scale", "Memory of sessions that are open at once: idle, and after a command") { sessions, json };
        command.SetAction(parsed => RunAsync(parsed.GetValue(sessions)!, parsed.GetValue(json)));
        return command;
    }

    private static async Task RunAsync(int[] counts, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        await using var cluster = await LocalCluster.StartAsync();
        await using var source = new RoutingDbDataSource(cluster.ConnectionString);
        await using var first = await source.OpenConnectionAsync();

        List<ScaleRow> rows = [];
        await ScaleRow.MeasureAsync(source, 100, runsCommand: false);
        foreach (var count in counts) rows.Add(await ScaleRow.MeasureAsync(source, count, runsCommand: false));
        await ScaleRow.MeasureAsync(source, MostThatHold, runsCommand: true);
        foreach (var count in counts.Where(count => count <= MostThatHold)) rows.Add(await ScaleRow.MeasureAsync(source, count, runsCommand: true));

        ScaleRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
    }
}
