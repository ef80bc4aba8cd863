using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Consistency;

/// <summary>A write, a pause, and a read of the same row: how often the read is stale, who served it, and what it cost.</summary>
internal static class ConsistencyCommand
{
    public static Command Create()
    {
        var flavors = new Option<string[]>("--flavor")
        {
            Description = "mariadb, mysql; separated by blanks or commas",
            DefaultValueFactory = _ => ["mariadb", "mysql"],
            AllowMultipleArgumentsPerToken = true,
        };
        var levels = new Option<string[]>("--consistency")
        {
            Description = "eventual, session, bounded, global; separated by blanks or commas",
            DefaultValueFactory = _ => ["eventual", "session"],
            AllowMultipleArgumentsPerToken = true,
        };
        var thinks = new Option<int[]>("--think")
        {
            Description = "Milliseconds between a write and its read; separated by blanks",
            DefaultValueFactory = _ => [0, 1, 2, 5, 10, 20],
            AllowMultipleArgumentsPerToken = true,
        };
        var connections = new Option<ConnectionUse[]>("--connections")
        {
            Description = "same: one, kept open; reopened: the same one, opened anew for each statement; new: another one for each; scope: those in one scope; " +
                "ef: EF Core; processes: with a token between two data sources",
            DefaultValueFactory = _ => [ConnectionUse.Same],
            AllowMultipleArgumentsPerToken = true,
        };
        var turns = new Option<int>("--turns") { Description = "Of each row of figures, in all", DefaultValueFactory = _ => 2000 };
        var sessions = new Option<int>("--sessions") { Description = "That take turns at once", DefaultValueFactory = _ => 4 };
        var writers = new Option<int[]>("--writers")
        {
            Description = "Others that write all the time, a hundred rows a second each; separated by blanks",
            DefaultValueFactory = _ => [0],
            AllowMultipleArgumentsPerToken = true,
        };
        var failovers = new Option<int>("--failovers") { Description = "Changes of the writer during each row, planned ones and deaths in turn" };
        var appliers = new Option<int>("--appliers") { Description = "Parallel appliers of each reader" };
        var lossy = new Option<int>("--lossy") { Description = "Instead: so many failovers that lose writes, and what is told of them" };
        var reader = new Option<ReaderTrouble>("--readers") { Description = "healthy; late: db002 by a second; stopping: and db003 stands still half a second of each 2.5" };
        var bound = new Option<int>("--bound") { Description = "Milliseconds, of bounded", DefaultValueFactory = _ => 250 };
        var interval = new Option<int>("--interval") { Description = "Consistency:EvidenceIntervalMs", DefaultValueFactory = _ => 10 };
        var monotonic = new Option<bool>("--monotonic") { Description = "Consistency:MonotonicReads", DefaultValueFactory = _ => true };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };
        var command = new Command("consistency", "Writes, and reads of what was written")
        {
            flavors, levels, thinks, connections, turns, sessions, writers, reader, failovers, appliers, lossy, bound, interval, monotonic, json,
        };
        command.SetAction(parsed => parsed.GetValue(lossy) is > 0 and var times
            ? LossyFailovers.RunAsync(Words(parsed.GetValue(flavors)!).Select(FlavorOf), times)
            : RunAsync(
            Words(parsed.GetValue(flavors)!).Select(FlavorOf), Words(parsed.GetValue(levels)!).Select(level => Enum.Parse<ConsistencyLevel>(level, ignoreCase: true)),
            parsed.GetValue(thinks)!, parsed.GetValue(connections)!, parsed.GetValue(writers)!, parsed.GetValue(appliers),
            new ConsistencyRunOptions
            {
                Turns = parsed.GetValue(turns),
                Sessions = parsed.GetValue(sessions),
                Failovers = parsed.GetValue(failovers),
                Readers = parsed.GetValue(reader),
                BoundMs = parsed.GetValue(bound),
                IntervalMs = parsed.GetValue(interval),
                IsMonotonic = parsed.GetValue(monotonic),
            },
            parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(
        IEnumerable<ServerFlavor> flavors, IEnumerable<ConsistencyLevel> levels, int[] thinks, ConnectionUse[] connections, int[] writers, int appliers,
        ConsistencyRunOptions options, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        List<ConsistencyRow> rows = [];
        foreach (var flavor in flavors)
        {
            await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Flavor = flavor, ServerArguments = Appliers(flavor, appliers) });
            await using var trouble = await StoppingReader.BeginAsync(cluster, options.Readers);
            var runs =
                from level in levels
                from use in connections
                from others in writers
                from think in thinks
                select options with { Level = level, Connections = use, Writers = others, ThinkMs = think };
            foreach (var run in runs)
            {
                rows.Add(await ConsistencyRun.OfAsync(cluster, trouble, run));
                Console.WriteLine(rows[^1]);
            }
        }

        Console.WriteLine();
        ConsistencyRow.Print(rows);
        JsonFile.Write(json, surroundings, rows);
        return rows.Exists(row => row.IsBroken) ? 1 : 0;
    }

    private static string[] Appliers(ServerFlavor flavor, int appliers) => appliers == 0 ? [] : flavor == ServerFlavor.MySql
        ? [$"--replica-parallel-workers={appliers}"]
        : [$"--slave-parallel-threads={appliers}", "--slave-parallel-mode=optimistic"];

    private static IEnumerable<string> Words(string[] texts) => texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries));

    private static ServerFlavor FlavorOf(string name) => name.Equals("mysql", StringComparison.OrdinalIgnoreCase) ? ServerFlavor.MySql : ServerFlavor.MariaDb;
}
