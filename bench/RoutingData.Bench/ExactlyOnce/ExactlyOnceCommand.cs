using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.ExactlyOnce;

/// <summary>What a marker costs: the same writes with UnknownOutcome = Report and = Resolve, in turns.</summary>
internal static class ExactlyOnceCommand
{
    public static Command Create()
    {
        var flavors = new Option<string[]>("--flavor")
        {
            Description = "mariadb, mysql; separated by blanks or commas",
            DefaultValueFactory = _ => ["mariadb", "mysql"],
            AllowMultipleArgumentsPerToken = true,
        };
        var writes = new Option<int>("--writes") { Description = "Of each kind", DefaultValueFactory = _ => 3000 };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var command = new Command("exactly-once", "A single write with and without a marker") { flavors, writes, json };
        command.SetAction(parsed => RunAsync(
            parsed.GetValue(flavors)!.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)), parsed.GetValue(writes), parsed.GetValue(json)));
        return command;
    }

    private static async Task RunAsync(IEnumerable<string> flavors, int writes, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        List<WriteCost> costs = [];
        foreach (var name in flavors)
        {
            var flavor = name.Equals("mysql", StringComparison.OrdinalIgnoreCase) ? ServerFlavor.MySql : ServerFlavor.MariaDb;
            await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Flavor = flavor, SemiSynchronous = false });
            costs.AddRange(await WriteCosts.MeasureAsync(cluster, flavor, writes));
        }

        var table = new Table("servers", "write", "Report, p10 µs", "Resolve, p10 µs", "more", "Report, p50 µs", "Resolve, p50 µs");
        foreach (var cost in costs)
            table.Add(cost.Flavor, cost.Write, cost.Report.P10, cost.Resolve.P10, $"{cost.Resolve.P10 / cost.Report.P10 - 1:+0 %;-0 %}", cost.Report.P50, cost.Resolve.P50);
        table.Print();
        JsonFile.Write(json, surroundings, costs);
    }
}
