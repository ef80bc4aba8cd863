using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Results.Strikes;
using RoutingData.Monitor;

namespace RoutingData.Bench.Results;

/// <summary>Large results are read while servers fail: each is whole, or its reader gets an error.</summary>
internal static class ResultsCommand
{
    private static readonly string Names = string.Join(", ", StrikeCatalog.All.Select(strike => strike.Name));

    public static Command Create()
    {
        var strikes = ListOption.New("--strike", $"{Names}; all for all of them", "all");
        var flavors = ListOption.New("--flavor", "mariadb, mysql", "mariadb");
        var tls = ListOption.New("--tls", "no, yes", "no");
        var times = Number("--times", "How often each is done", 3);
        var rows = Number("--rows", "Rows of the large result, 200 bytes and more each", 50_000);
        var timeout = Number("--command-timeout", "The driver's default command timeout, seconds; 0 for none", 30);
        var patience = Number("--patience", "Seconds after a strike after which a read counts as hanging", 8);
        var logs = new Option<bool>("--log") { Description = "Print what the router logs" };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };

        var command = new Command("results", "Large results read while servers fail, the bare driver beside: each is whole, or there is an error")
        {
            strikes, flavors, tls, times, rows, timeout, patience, logs, json,
        };
        command.SetAction(parsed => ResultsRunner.RunAsync(
            new StrikeOptions(
                [.. parsed.GetValue(strikes)!.SelectMany(name => name == "all" ? StrikeCatalog.All : [StrikeCatalog.Find(name)])],
                [.. parsed.GetValue(flavors)!.Select(FlavorOf)], [.. parsed.GetValue(tls)!.Select(name => name == "yes")],
                parsed.GetValue(times),
                new StrikeConditions(parsed.GetValue(rows), parsed.GetValue(timeout), TimeSpan.FromSeconds(parsed.GetValue(patience))),
                parsed.GetValue(logs)),
            parsed.GetValue(json)));
        return command;
    }

    private static ServerFlavor FlavorOf(string name) => name switch
    {
        "mariadb" => ServerFlavor.MariaDb,
        "mysql" => ServerFlavor.MySql,
        _ => throw new ArgumentException($"There is no flavor {name}; there are mariadb, mysql."),
    };

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
