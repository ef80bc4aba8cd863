using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Faults;
using RoutingData.Bench.Failover.Reports;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover;

/// <summary>Runs every fault as often as asked, and prints and keeps the figures.</summary>
internal static class FailoverRunner
{
    /// <returns>The process's exit code: 1 when a write was lost, doubled, misplaced or lied about, or a run came to no end.</returns>
    public static async Task<int> RunAsync(FailoverRunOptions options, bool markdown, FileInfo? json)
    {
        var surroundings = Surroundings.Here();
        surroundings.Print();
        List<FaultReport> reports = [];
        var isSafe = true;
        foreach (var flavor in options.Flavors)
        {
            foreach (var fault in options.Faults.Where(fault => options.Proxy is null || !fault.NeedsRouter))
            {
                var report = await RepeatAsync(fault, flavor, options);
                List<Judgement> judgements = [.. Judgement.Of(report, fault.Bar, options.Writers)];
                FailoverTables.Print(report, judgements);
                isSafe &= judgements.All(judgement => !judgement.IsSafety || judgement.IsMet == true);
                reports.Add(report);
                JsonFile.Write(json, surroundings, reports);
            }
        }

        if (markdown) FailoverTables.PrintMarkdown(reports);
        return isSafe ? 0 : 1;
    }

    private static async Task<FaultReport> RepeatAsync(Fault fault, ServerFlavor flavor, FailoverRunOptions options)
    {
        List<RunResult> results = [];
        List<string> failures = [];
        for (var run = 1; run <= options.Runs; run++)
        {
            try
            {
                var result = await FailoverRun.RunAsync(fault, flavor, options);
                FailoverTables.PrintRun(fault.Name, run, options.Runs, result);
                results.Add(result);
            }
            catch (Exception exception)
            {
                // A run without a verdict must not hide behind the others, nor take their figures along.
                Console.WriteLine($"{fault.Name} {run}/{options.Runs} came to no end: {exception}");
                failures.Add(exception.Message);
            }
        }

        return new FaultReport(
            fault.Name, fault.What, options.Fleet == ClusterFleet.Replication ? flavor.ToString() : options.Fleet.ToString(), options.Proxy is { } proxy ? $"{proxy.Host}:{proxy.Port}" : "the router",
            options.PromoteAfter.TotalMilliseconds, results, failures);
    }
}
