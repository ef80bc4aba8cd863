using RoutingData.Bench.Failover.Reports;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Results.Checks;
using RoutingData.Bench.Results.Reports;
using RoutingData.Bench.Results.Strikes;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Testing;

namespace RoutingData.Bench.Results;

/// <summary>Does every strike as often as asked, and prints and keeps the figures.</summary>
internal static class ResultsRunner
{
    /// <returns>The process's exit code: 1 when a result was not whole, an error is none that callers catch, or a caller hangs.</returns>
    public static async Task<int> RunAsync(StrikeOptions options, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        List<StrikeReport> reports = [];
        var isWell = true;
        foreach (var flavor in options.Flavors)
        {
            foreach (var tls in options.Tls)
            {
                foreach (var strike in options.Strikes)
                {
                    var (router, bare, well) = await RepeatAsync(strike, flavor, tls, options);
                    isWell &= well;
                    var servers = $"{flavor}{(tls ? ", TLS" : "")}";
                    reports.Add(new StrikeReport(strike.Name, servers, StrikeRun.Router, strike.LeavesEstablished, router));
                    reports.Add(new StrikeReport(strike.Name, servers, StrikeRun.Bare, strike.LeavesEstablished, bare));
                    JsonFile.Write(json, surroundings, reports);
                }
            }
        }

        StrikeTables.Print(reports);
        return isWell ? 0 : 1;
    }

    private static async Task<(List<StrikeResult> Router, List<StrikeResult> Bare, bool IsWell)> RepeatAsync(
        Strike strike, ServerFlavor flavor, bool tls, StrikeOptions options)
    {
        List<StrikeResult> router = [];
        List<StrikeResult> bare = [];
        var isWell = true;
        for (var time = 1; time <= options.Times; time++)
        {
            try
            {
                var servers = new LocalClusterOptions { Flavor = flavor, Tls = tls, ServerArguments = ["--binlog-format=ROW"] };
                await using var cluster = await LocalCluster.StartAsync(servers);
                var run = new StrikeRun(
                    strike, cluster, servers.Database, options.Conditions, options.Logs ? new RouterLog() : null);
                await run.PrepareAsync();
                for (; time <= options.Times; time++)
                {
                    var results = await run.StrikeAsync();
                    router.Add(results[0]);
                    bare.Add(results[1]);
                    List<string> faults = [.. StrikeVerdict.FaultsOf(results[0], strike.LeavesEstablished)];
                    isWell &= faults.Count == 0;
                    StrikeTables.PrintStrike(strike.Name, time, options.Times, results[0], results[1], faults);
                }
            }
            catch (Exception exception)
            {
                // The next strike gets servers of its own; this one must not hide.
                Console.WriteLine($"{strike.Name} {time}/{options.Times} came to no end: {exception}");
                isWell = false;
            }
        }

        return (router, bare, isWell);
    }
}
