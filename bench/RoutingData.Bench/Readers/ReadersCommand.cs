using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Testing;

namespace RoutingData.Bench.Readers;

/// <summary>What the ways to choose a reader come to while one of three is slow, or pauses.</summary>
internal static class ReadersCommand
{
    private const string AllWays = "WeightedRandom,RoundRobin,LeastInUse,PowerOfTwo,Latency,WeightedRandom+20ms,Latency+20ms";

    public static Command Create()
    {
        var troubles = ListOption.New("--troubles", "none, slow (20 ms an answer), pause (200 ms of each second)", "none,slow,pause");
        var ways = ListOption.New("--ways", "Policies, and what is beside them, side by side", AllWays);
        var workers = new Option<int>("--workers") { Description = "Sessions at a time", DefaultValueFactory = _ => 16 };
        var seconds = new Option<double>("--seconds") { Description = "Seconds for each trouble and way", DefaultValueFactory = _ => 10 };
        var slice = new Option<int>("--slice") { Description = "Milliseconds of one way's turn", DefaultValueFactory = _ => 1000 };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var command = new Command("readers", "The ways to choose a reader, in turns, while one of three is in trouble")
        {
            troubles, ways, workers, seconds, slice, json,
        };
        command.SetAction(parsed => RunAsync(
            new ReadersOptions(
                parsed.GetValue(troubles)!, parsed.GetValue(ways)!, parsed.GetValue(workers),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromMilliseconds(parsed.GetValue(slice))),
            parsed.GetValue(json)));
        return command;
    }

    private static async Task RunAsync(ReadersOptions options, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        ChoiceCosts.Print();
        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 3 });
        List<ReadersRow> rows = [];
        foreach (var trouble in options.Troubles) rows.AddRange(await ReadersRun.RunAsync(cluster, trouble, options));
        ReadersRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
    }
}
